import type { TokenizerSpec } from "../../contract/index.ts";
import { cutIntlWords } from "./intl-words.ts";
import type { WordSpans } from "./word-spans.ts";
import { cutWords } from "./words.ts";

/** Fills `spans` with the words of a text and returns the lower-cased text that they point into. */
export type CutText = (text: string, spans: WordSpans) => string;

export const SEGMENTERS: Readonly<Record<TokenizerSpec["segmenter"], CutText>> = {
  words: cutWords,
  intl: cutIntlWords,
};
