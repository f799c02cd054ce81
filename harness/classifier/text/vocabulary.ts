import { OOV_TOKEN, SPECIAL_ROWS, type TokenizerSpec } from "../../contract/index.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { WordSpans } from "./word-spans.ts";
import { WordTable } from "./word-table.ts";

/** The word at id 0 of a vocabulary: no text contains it. */
export const PADDING_WORD = "";

export interface WordCounter {
  /** Counts every word of the text, even those that truncation will cut off, as Keras' fit_on_texts does. */
  add(text: string): void;
  /**
   * Words by id: padding, <OOV>, then words by falling frequency, ties by first appearance.
   * @param size maximum number of ids, padding and <OOV> included: Keras' num_words. At least 2.
   */
  vocabulary(size: number): string[];
}

/** Counts words over a stream of texts; needs memory only for the distinct words. */
export function createWordCounter(segmenter: TokenizerSpec["segmenter"]): WordCounter {
  const cut = SEGMENTERS[segmenter]();
  const spans = new WordSpans();
  const table = new WordTable();
  const counts = new WordCounts();
  return {
    add: (text) => {
      const lowered = cut(text, spans);
      for (let word = 0; word < spans.count; word++) {
        counts.add(table.findOrAdd(lowered, spans.starts[word]!, spans.ends[word]!, spans.hashes[word]!));
      }
    },
    vocabulary: (size) => vocabularyOf(table, counts.chosen(wordsIn(size))),
  };
}

/** Counts the words of texts, by their numbers, to choose a vocabulary. */
export interface CountedWords {
  /** Counts a word of the text that is being read once more. */
  add(number: number): void;
  endText(): void;
  /** Numbers of at most so many words, the first ones of the vocabulary first. */
  chosen(most: number): readonly number[];
}

/** How often each word of a WordTable was counted. */
export class WordCounts implements CountedWords {
  /** By word number, and more. */
  #counts = new Int32Array(1024);
  /** The counted words in order of their first count. */
  readonly #counted: number[] = [];

  add(number: number): void {
    if (number >= this.#counts.length) this.#makeRoom(number + 1);
    if (this.#counts[number] === 0) this.#counted.push(number);
    this.#counts[number]! += 1;
  }

  #makeRoom(words: number): void {
    const larger = new Int32Array(2 * words);
    larger.set(this.#counts);
    this.#counts = larger;
  }

  /** Words count one by one, wherever texts end. */
  endText(): void {}

  chosen(most: number): readonly number[] {
    // toSorted is stable and the words follow first appearance: that is Keras' rule for ties.
    const sorted = this.#counted.toSorted((a, b) => this.#counts[b]! - this.#counts[a]!);
    return sorted.slice(0, most);
  }
}

/** Ids of a vocabulary of at most `size` ids without the special ones. @throws RangeError on a size below these */
export function wordsIn(size: number): number {
  if (!Number.isInteger(size) || size < SPECIAL_ROWS) {
    throw new RangeError(`a vocabulary holds at least ${SPECIAL_ROWS} ids (padding and ${OOV_TOKEN}), got ${size}`);
  }
  return size - SPECIAL_ROWS;
}

/** Words by id: padding, <OOV>, then those of the numbers. */
export function vocabularyOf(table: WordTable, numbers: readonly number[]): string[] {
  return [PADDING_WORD, OOV_TOKEN, ...numbers.map((number) => table.word(number))];
}
