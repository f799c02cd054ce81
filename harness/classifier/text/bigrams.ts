import type { BigramRows } from "../../contract/model-sizes.ts";
import { EMPTY_HASH, hashUnit, type WordSpans } from "./word-spans.ts";

const FACTOR = 116_049_371;
const OUTSIDE_ASCII = /[^\0-\x7f]/;
const utf8 = new TextEncoder();

/** Passes on the ids of the pairs of adjacent words of a text in their order, of its words first .. end - 1. */
export type PairIds = (
  lowered: string,
  spans: WordSpans,
  first: number,
  end: number,
  take: (id: number) => void,
) => void;

/**
 * Hashes pairs as fastText does with wordNgrams 2, whether or not the words are in the vocabulary: bucket (hash(first)
 * * 116049371 + hash(second)) mod 2^64 mod buckets, with hashes as signed 32-bit numbers. fastText's word that ends a
 * line has no counterpart here.
 * @see Joulin et al. 2017, arXiv:1607.01759; Dictionary::addWordNgrams and Dictionary::hash of fastText 0.9.2
 */
export function createPairIds({ firstId, buckets }: BigramRows): PairIds {
  const factor = FACTOR % buckets;
  const wrap = 2 ** 64 % buckets;
  // Buckets stay below 2^26, so that products of two remainders are exact.
  const idOf = (a: number, b: number): number => {
    // A sum below 0 stands for one that is 2^64 larger; rounding here cannot change its sign.
    const wrapped = a * FACTOR + b < 0 ? wrap : 0;
    const bucket = ((a % buckets) * factor + (b % buckets) + wrapped) % buckets;
    return firstId + (bucket < 0 ? bucket + buckets : bucket);
  };
  return (lowered, spans, first, end, take) => {
    const { hashes } = spans;
    // Of an ASCII word, the spans' hash of code units is that of its bytes.
    const hashOf = OUTSIDE_ASCII.test(lowered)
      ? (word: number) => hashBytes(lowered.slice(spans.starts[word], spans.ends[word]))
      : (word: number) => hashes[word]!;
    if (first >= end) return;
    let before = hashOf(first);
    for (let word = first + 1; word < end; word++) {
      const own = hashOf(word);
      take(idOf(before, own));
      before = own;
    }
  };
}

/** FNV-1a over a word's UTF-8 bytes as a signed 32-bit number, each byte taken for a signed one as fastText does. */
function hashBytes(word: string): number {
  let hash = EMPTY_HASH;
  for (const byte of utf8.encode(word)) hash = hashUnit(hash, (byte << 24) >> 24);
  return hash;
}
