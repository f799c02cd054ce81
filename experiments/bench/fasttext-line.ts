import { WordSpans } from "../../harness/classifier/text/word-spans.ts";
import { cutWords } from "../../harness/classifier/text/words.ts";

/** What fastText itself takes for the end of a word, beside the space and what our tokenizer parts words at. */
const FASTTEXT_SPACE = /[\r\v\f\0]/g;

/** A text as fastText wants it: the words that our tokenizer sees, lower-cased, with one space between them. */
export function fasttextLine(text: string): string {
  const spans = new WordSpans();
  const lowered = cutWords(text, spans);
  return Array.from({ length: spans.count }, (_, word) =>
    lowered.slice(spans.starts[word], spans.ends[word]).replace(FASTTEXT_SPACE, ""),
  )
    .filter((word) => word !== "")
    .join(" ");
}
