import { KERAS_FILTERS } from "../../contract/index.ts";
import { EMPTY_HASH, hashUnit, type WordSpans } from "./word-spans.ts";

/** 1 for the code units that separate words: the filters and the space. All of them are ASCII. */
const IS_SEPARATOR = new Uint8Array(128);
for (const separator of `${KERAS_FILTERS} `) IS_SEPARATOR[separator.charCodeAt(0)] = 1;

/**
 * Cuts a text as Keras' Tokenizer does: the whole text lower-cased, then split only at filters and spaces. Any other
 * white space (a carriage return, a no-break space) and the apostrophe stay inside a word.
 * @returns the lower-cased text, which `spans` points into
 */
export function cutWords(text: string, spans: WordSpans): string {
  const lowered = text.toLowerCase();
  const { length } = lowered;
  // Between two words is a separator.
  spans.clearFor(Math.ceil(length / 2));
  let start = 0;
  let hash = EMPTY_HASH;
  for (let at = 0; at < length; at++) {
    const unit = lowered.charCodeAt(at);
    if (unit >= 128 || IS_SEPARATOR[unit] === 0) {
      hash = hashUnit(hash, unit);
      continue;
    }
    if (at > start) spans.add(start, at, hash);
    start = at + 1;
    hash = EMPTY_HASH;
  }
  if (length > start) spans.add(start, length, hash);
  return lowered;
}
