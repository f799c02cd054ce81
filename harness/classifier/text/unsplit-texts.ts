import type { Dataset } from "../../contract/index.ts";
import { firstRows } from "./first-rows.ts";

/** A text of no more words than this has not been split, if its words are this long on average: a search query's are not. */
const LONG_WORDS = { mostWords: 2, charactersPerWord: 20 } as const;
/** Words of Chinese, Japanese and Thai have fewer letters on average, where something parts them. */
const SPACELESS_LETTERS_PER_WORD = 6;

/** First and last code units of the letters of scripts that are written without spaces between words. */
const SPACELESS_SCRIPTS = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x0f00, 0x109f], // Tibetan, Myanmar
  [0x1780, 0x17ff], // Khmer
  [0x3041, 0x30ff], // Hiragana, Katakana
  [0x3400, 0x9fff], // Chinese characters
  [0xf900, 0xfaff],
] as const;

/** Whether a text's words are none of a language's, being too long. @param words that a segmenter cut it into */
export function isUnsplit(text: string, words: number): boolean {
  if (words === 0) return false;
  const { mostWords, charactersPerWord } = LONG_WORDS;
  if (words <= mostWords && text.trim().length >= words * charactersPerWord) return true;
  const needed = words * SPACELESS_LETTERS_PER_WORD;
  return text.length >= needed && spacelessLetters(text) >= needed;
}

function spacelessLetters(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= SPACELESS_SCRIPTS[0][0] && SPACELESS_SCRIPTS.some(([first, last]) => unit >= first && unit <= last))
      letters += 1;
  }
  return letters;
}

/** Share of the first training rows that the segmenter "words" hardly splits; 0 of none. */
export async function unsplitShare(dataset: Pick<Dataset, "rows">): Promise<number> {
  let rows = 0;
  let unsplit = 0;
  for await (const { text, words } of firstRows(dataset, "words")) {
    rows += 1;
    if (isUnsplit(text, words)) unsplit += 1;
  }
  return rows === 0 ? 0 : unsplit / rows;
}
