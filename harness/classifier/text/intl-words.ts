import { type CutText, hashWord, type WordSpans } from "./word-spans.ts";

/** Cuts texts into the word-like segments of Unicode's word boundaries, for languages written without spaces. */
export function createIntlCut(): CutText {
  // The root locale: the cut depends on the text and on Node's ICU, never on the machine's language.
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  return (text, spans) => cutIntlWords(segmenter, text, spans);
}

function cutIntlWords(segmenter: Intl.Segmenter, text: string, spans: WordSpans): string {
  const lowered = text.toLowerCase();
  const segments = [...segmenter.segment(lowered)].filter(({ isWordLike }) => isWordLike);
  spans.clearFor(2 * segments.length);
  for (const [word, { segment, index }] of segments.entries()) {
    spans.starts[word] = index;
    spans.ends[word] = index + segment.length;
    spans.hashes[word] = hashWord(segment);
  }
  spans.count = segments.length;
  return lowered;
}
