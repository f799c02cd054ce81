import type { BigramRows } from "../model-sizes.ts";
import { EMPTY_HASH, hashUnit, type WordSpans } from "./word-spans.ts";

const FACTOR = 116_049_371;
const ASCII_END = 128;
const utf8 = new TextEncoder();

/** Id of each pair of adjacent words of a text, by the number of its second word. */
export type PairIds = (lowered: string, spans: WordSpans, second: number) => number;

/**
 * Hashes pairs as fastText does with wordNgrams 2, whatever the vocabulary says of the words: bucket
 * (hash(first) * 116049371 + hash(second)) mod 2^64 mod buckets, with hashes as signed 32-bit numbers. fastText's word that
 * ends a line has no counterpart here.
 * @see Joulin et al. 2017, arXiv:1607.01759; Dictionary::addWordNgrams and Dictionary::hash of fastText 0.9.2
 */
export function createPairIds({ firstId, buckets }: BigramRows): PairIds {
  const factor = FACTOR % buckets;
  const wrap = 2 ** 64 % buckets;
  // Buckets stay below 2^26, so that products of two remainders are exact.
  return (lowered, spans, second) => {
    const a = wordHash(lowered, spans, second - 1);
    const b = wordHash(lowered, spans, second);
    // A sum below 0 stands for one that is 2^64 larger; rounding here cannot change its sign.
    const wrapped = a * FACTOR + b < 0 ? wrap : 0;
    const bucket = ((a % buckets) * factor + (b % buckets) + wrapped) % buckets;
    return firstId + (bucket < 0 ? bucket + buckets : bucket);
  };
}

/**
 * FNV-1a over a word's UTF-8 bytes as signed 32-bit number, each byte taken for a signed one as fastText does. For ASCII
 * this is the hash that the spans hold.
 */
function wordHash(lowered: string, { starts, ends, hashes }: WordSpans, word: number): number {
  const start = starts[word]!;
  const end = ends[word]!;
  for (let at = start; at < end; at++) {
    if (lowered.charCodeAt(at) < ASCII_END) continue;
    let hash = EMPTY_HASH;
    for (const byte of utf8.encode(lowered.slice(start, end))) hash = hashUnit(hash, (byte << 24) >> 24);
    return hash;
  }
  return hashes[word]!;
}
