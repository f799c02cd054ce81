import { hashWord, type WordSpans } from "./word-spans.ts";

/** The root locale: the cut depends on the text and on Node's ICU, never on the machine's language. */
const SEGMENTER = new Intl.Segmenter("und", { granularity: "word" });

/**
 * Cuts a text into the word-like segments of Unicode's word boundaries, for languages written without spaces.
 * @returns the lower-cased text, which `spans` points into
 */
export function cutIntlWords(text: string, spans: WordSpans): string {
  const lowered = text.toLowerCase();
  const segments = [...SEGMENTER.segment(lowered)].filter(({ isWordLike }) => isWordLike);
  spans.clearFor(2 * segments.length);
  for (const [word, { segment, index }] of segments.entries()) {
    spans.starts[word] = index;
    spans.ends[word] = index + segment.length;
    spans.hashes[word] = hashWord(segment);
  }
  spans.count = segments.length;
  return lowered;
}
