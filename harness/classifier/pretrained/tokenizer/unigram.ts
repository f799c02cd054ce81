import type { LibraryModel } from "./library.ts";
import type { TokenModel } from "./tokenizer-file.ts";

/** What an unknown character scores below the worst token. */
const UNKNOWN_PENALTY = 10;

interface PathEnd {
  /** Where its last token starts. */
  readonly start: number;
  /** Sum of the scores of its tokens. */
  readonly score: number;
}

/**
 * The most probable tokens of a word, as Rust's tokenizers find them: sums from the left, and the first of equal paths. The
 * library compares sums with the next token's score already added, which makes equals of what differs in its last bit.
 * @see tokenizers/src/models/unigram/model.rs, encode_optimized
 */
export function unigramEncoder(
  { vocab }: Extract<TokenModel, { type: "Unigram" }>,
  trie: NonNullable<LibraryModel["trie"]>,
): (words: readonly string[]) => string[] {
  const scores = new Map(vocab.map(([token, score]) => [token, asRustReads(score)]));
  const unknownScore =
    [...scores.values()].reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY) - UNKNOWN_PENALTY;
  return (words) => words.flatMap((word) => tokensOf([...word]));

  function tokensOf(characters: readonly string[]): string[] {
    const ends: (PathEnd | undefined)[] = [{ start: 0, score: 0 }];
    const offer = (start: number, end: number, score: number) => {
      const best = ends[end];
      if (best === undefined || score > best.score) ends[end] = { start, score };
    };
    characters.forEach((_, start) => {
      const before = ends[start]!.score;
      let isKnown = false;
      for (const token of trie.common_prefix_search(characters, start)) {
        const length = [...token].length;
        isKnown ||= length === 1;
        offer(start, start + length, before + scores.get(token)!);
      }
      if (!isKnown) offer(start, start + 1, before + unknownScore);
    });
    const tokens: string[] = [];
    for (let end = characters.length; end > 0; end = ends[end]!.start) {
      tokens.push(characters.slice(ends[end]!.start, end).join(""));
    }
    return tokens.reverse();
  }
}

/**
 * A score as Rust's JSON reader has it, which divides the digits by a power of ten and may so miss the nearest float64 by its
 * last bit. Among paths of equal scores, such as "aa" + "aaa" and "aaa" + "aa", that bit decides.
 * @see serde_json without its feature float_roundtrip, f64_from_parts
 */
function asRustReads(score: number): number {
  const [mantissa = "", exponent = "0"] = String(score).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  const digits = Number(whole + fraction);
  return power < 0 ? digits / 10 ** -power : digits * 10 ** power;
}
