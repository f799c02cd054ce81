import { type Segment, segmentsOf } from "./intl-windows.ts";
import { type CutText, hashWord, type WordSpans } from "./word-spans.ts";

/** Cuts texts into the word-like segments of Unicode's word boundaries, for languages written without spaces. */
export function createIntlCut(): CutText {
  // The root locale: the cut depends on the text and on Node's ICU, never on the machine's language.
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  return (text, spans) => cutIntlWords(segmenter, text, spans);
}

function cutIntlWords(segmenter: Intl.Segmenter, text: string, spans: WordSpans): string {
  const lowered = text.toLowerCase();
  const words: Segment[] = segmentsOf(segmenter, lowered).filter(({ isWord }) => isWord);
  spans.clearFor(words.length);
  for (const { start, end } of words) spans.add(start, end, hashWord(lowered.slice(start, end)));
  return lowered;
}
