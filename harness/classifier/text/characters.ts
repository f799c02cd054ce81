import { KERAS_FILTERS } from "../../contract/index.ts";
import { type CutText, EMPTY_HASH, hashUnit, hashUnits, type WordSpans } from "./word-spans.ts";

/** What a code point is: it parts words, goes into a word of several letters, or is a word by itself. */
const SEPARATOR = 0;
const LETTER = 1;
const CHARACTER = 2;

/** Code points from here on belong to scripts that are written without spaces, the first of which is Thai, and to symbols. */
const FIRST_CHARACTER = 0x0e00;
/** Accented letters of Latin (those of Vietnamese are among them) and of Greek, whose other letters come before. */
const FIRST_ACCENTED = 0x1e00;
const LAST_ACCENTED = 0x1fff;
/** Behind the ideographic space there is one more separator, U+FEFF. */
const LAST_SPACE = 0x3000;
const BYTE_ORDER_MARK = 0xfeff;
/** U+200B marks the ends of words in Thai and Khmer, and is no white space to Unicode. */
const SPACE = /[\s\u200b]/;

/**
 * Cuts texts into characters and their pairs. Of a text, the whole of it lower-cased, each code point of a script that is written
 * without spaces, and each symbol outside ASCII, is a word, and so are two of them side by side. Letters and digits of scripts
 * that are written with spaces are words as far as they go, and in no pairs. White space and the filters of `cutWords` part words.
 *
 * Words stand in the order of their ends: those of 手机号 are 手, 手机, 机, 机号, 号. So the last words of a text are those
 * of its last characters, and likewise the first.
 */
export function createCharactersCut(): CutText {
  const kinds = Uint8Array.from({ length: LAST_SPACE + 1 }, (_, point) => kindOf(point));
  return (text, spans) => cutCharacters(kinds, text, spans);
}

/** @param point at most LAST_SPACE */
function kindOf(point: number): number {
  const character = String.fromCharCode(point);
  if (KERAS_FILTERS.includes(character) || SPACE.test(character)) return SEPARATOR;
  return point < FIRST_CHARACTER || (point >= FIRST_ACCENTED && point <= LAST_ACCENTED) ? LETTER : CHARACTER;
}

/** @param kinds of the code points up to LAST_SPACE */
function cutCharacters(kinds: Uint8Array, text: string, spans: WordSpans): string {
  const lowered = text.toLowerCase();
  const { length } = lowered;
  spans.clearFor(2 * length);
  let before = SEPARATOR;
  /** Of the letters that may go on, or of the character before. */
  let start = 0;
  let hash = EMPTY_HASH;
  for (let at = 0, end = 0; at < length; at = end) {
    const point = lowered.codePointAt(at)!;
    end = at + (point > 0xffff ? 2 : 1);
    const kind = point <= LAST_SPACE ? kinds[point]! : point === BYTE_ORDER_MARK ? SEPARATOR : CHARACTER;
    if (before === LETTER && kind !== LETTER) spans.add(start, at, hash);
    if (kind === LETTER) {
      if (before !== LETTER) {
        start = at;
        hash = EMPTY_HASH;
      }
      hash = hashUnit(hash, point);
    } else if (kind === CHARACTER) {
      if (before === CHARACTER) spans.add(start, end, hashUnits(hash, lowered, at, end));
      start = at;
      hash = hashUnits(EMPTY_HASH, lowered, at, end);
      spans.add(start, end, hash);
    }
    before = kind;
  }
  if (before === LETTER) spans.add(start, length, hash);
  return lowered;
}
