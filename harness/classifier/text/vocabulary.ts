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
  const counts: number[] = [];
  return {
    add: (text) => {
      const lowered = cut(text, spans);
      for (let word = 0; word < spans.count; word++) {
        const number = table.findOrAdd(lowered, spans.starts[word]!, spans.ends[word]!, spans.hashes[word]!);
        counts[number] = (counts[number] ?? 0) + 1;
      }
    },
    vocabulary: (size) => {
      if (!Number.isInteger(size) || size < SPECIAL_ROWS) {
        throw new RangeError(`a vocabulary holds at least ${SPECIAL_ROWS} ids (padding and ${OOV_TOKEN}), got ${size}`);
      }
      // Array.sort is stable and numbers follow first appearance: that is Keras' rule for ties.
      const frequentFirst = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]!);
      const words = frequentFirst.slice(0, size - SPECIAL_ROWS).map((number) => table.word(number));
      return [PADDING_WORD, OOV_TOKEN, ...words];
    },
  };
}
