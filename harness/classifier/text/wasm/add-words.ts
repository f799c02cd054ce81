import { SPECIAL_ROWS } from "../../../contract/index.ts";

/** Slots that a search in a module's table passes at most; so many are taken in a row only where words were made to have equal hashes. */
export const MOST_STEPS = 512;

/**
 * Adds a word whose bytes are in memory, unless that takes more steps than the most.
 * @returns the steps that it took
 */
export type AddWord = (start: number, end: number, id: number, mostSteps: number) => number;

/**
 * Writes the words of a vocabulary into a module's memory, one after the other, and adds them to its table. The first one that takes too many
 * steps is the last, so that words that were made to collide take no longer than others.
 * @param start where there is room for them
 * @returns whether all were added
 */
export function addWords(
  addWord: AddWord,
  memory: ArrayBufferLike,
  start: number,
  vocabulary: readonly string[],
  mostSteps = MOST_STEPS,
): boolean {
  const bytes = Buffer.from(memory);
  let end = start;
  for (let id = SPECIAL_ROWS; id < vocabulary.length; id += 1) {
    const word = vocabulary[id]!;
    if (!word.isWellFormed()) continue; // Texts that hold it are not read by modules.
    const from = end;
    end += bytes.write(word, from);
    if (addWord(from, end, id, mostSteps) > mostSteps) return false;
  }
  return true;
}
