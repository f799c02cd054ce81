import { WordSpans } from "../../harness/classifier/text/word-spans.ts";
import { cutWords } from "../../harness/classifier/text/words.ts";

/** Characters that separate words in fastText, but not in our tokenizer. */
const FASTTEXT_SPACE = /[\r\v\f\0]/g;

/** A text in fastText's format: the words that our tokenizer finds, lowercased, separated by single spaces. */
export function fasttextLine(text: string): string {
  const spans = new WordSpans();
  const lowered = cutWords(text, spans);
  return Array.from({ length: spans.count }, (_, word) =>
    lowered.slice(spans.starts[word], spans.ends[word]).replace(FASTTEXT_SPACE, ""),
  )
    .filter((word) => word !== "")
    .join(" ");
}
