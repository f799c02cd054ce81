import { createHash } from "node:crypto";
import { DataError } from "../../base/errors.ts";
import { MASK_WORDS } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { Span } from "./detector.ts";

/** Scripts that are written without spaces: each character is a word of a name. */
const SPACELESS = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}";
const WORD = new RegExp(`[${SPACELESS}]|(?:(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
/** Bytes of a hash: enough to tell any names apart. */
const HASH_BYTES = 12;
const FEWEST_LETTERS = 2;

export interface NameWord extends Span {
  /** In small letters, and without the wide forms and ligatures that Unicode calls compatible. */
  readonly folded: string;
}

/** The words of a text as names have them: "O’Brien" -> "o", "brien"; "王小明" -> "王", "小", "明". */
export function nameWords(text: string): NameWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    folded: word.normalize("NFKC").toLowerCase(),
  }));
}

/**
 * A hash of words in their order.
 * @param id of the list, so that two lists share none
 * @param words with a blank between any two
 */
export function nameHash(id: string, words: string): string {
  const digest = createHash("sha256").update(`${id} ${words}`).digest();
  return digest.subarray(0, HASH_BYTES).toString("base64");
}

/**
 * The list of a file with a name a line.
 * @throws DataError on a file without names, on one of fewer than two letters, and on the word of a kind to mask
 */
export function nameListOf(text: string, id: string, file: string): NameList {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1, words: wordsOf(line) }));
  const named = lines.filter(({ line }) => line.trim() !== "");
  if (named.length === 0) throw new DataError(`${file}: needs a name on each line, and has none`);
  for (const { number, words } of named) {
    if (words.join("").length < FEWEST_LETTERS) {
      throw new DataError(`${file}:${number}: a name needs at least ${FEWEST_LETTERS} letters; remove the line`);
    }
    const own = Object.values(MASK_WORDS).find((word) => words.includes(word));
    if (own !== undefined)
      throw new DataError(`${file}:${number}: "${own}" stands for what is masked; remove the line`);
  }
  const hashes = (read: (words: readonly string[]) => readonly string[]) => [
    ...new Set(named.map(({ words }) => nameHash(id, read(words).join(" ")))),
  ];
  return {
    id,
    longest: Math.max(...named.map(({ words }) => words.length)),
    firstWords: hashes((words) => words.slice(0, 1)).sort(),
    names: hashes((words) => words).sort(),
  };
}

function wordsOf(line: string): string[] {
  return nameWords(line).map(({ folded }) => folded);
}
