import { type CutText, EMPTY_HASH, hashUnit, hashUnits } from "../text/word-spans.ts";

/** Python's \w: letters, digits and numbers of any script, and the underscore. No combining marks. */
const WORD_CHARACTER = /^[\p{L}\p{N}_]$/u;
const FEWEST_CHARACTERS = 2;
const FIRST_HIGH_SURROGATE = 0xd800;
const LAST_HIGH_SURROGATE = 0xdbff;
const LAST_OF_BMP = 0xffff;
const SPACE = 0x20;

const UNKNOWN = 0;
const INSIDE = 1;
const OUTSIDE = 2;
/** By code unit: what is known of it. */
const known = new Uint8Array(LAST_OF_BMP + 1);

/** @param unit that is a whole character */
function isInWord(unit: number): boolean {
  if (known[unit] === UNKNOWN) known[unit] = WORD_CHARACTER.test(String.fromCharCode(unit)) ? INSIDE : OUTSIDE;
  return known[unit] === INSIDE;
}

/**
 * Cuts a text as scikit-learn's TfidfVectorizer does by default: lower-cased, then every run of two or more word characters
 * (`\b\w\w+\b`).
 * @returns the lower-cased text, which `spans` points into
 */
export const cutTerms: CutText = (text, spans) => {
  const lowered = text.toLowerCase();
  const { length } = lowered;
  // A separator stands between two words.
  spans.clearFor(Math.ceil(length / (FEWEST_CHARACTERS + 1)));
  let start = 0;
  let characters = 0;
  let hash = EMPTY_HASH;
  for (let at = 0; at < length; ) {
    const unit = lowered.charCodeAt(at);
    const isPair =
      unit >= FIRST_HIGH_SURROGATE && unit <= LAST_HIGH_SURROGATE && lowered.codePointAt(at)! > LAST_OF_BMP;
    const next = isPair ? at + 2 : at + 1;
    if (isPair ? WORD_CHARACTER.test(lowered.slice(at, next)) : isInWord(unit)) {
      if (characters === 0) start = at;
      characters += 1;
      hash = hashUnit(hash, unit);
      if (isPair) hash = hashUnit(hash, lowered.charCodeAt(at + 1));
      at = next;
      continue;
    }
    if (characters >= FEWEST_CHARACTERS) spans.add(start, at, hash);
    characters = 0;
    hash = EMPTY_HASH;
    at = next;
  }
  if (characters >= FEWEST_CHARACTERS) spans.add(start, length, hash);
  return lowered;
};

/**
 * Words as `cutTerms` finds them, then each two that follow one another, with a space between: scikit-learn's ngram_range (1, 2).
 * @returns the words with single spaces between, which `spans` points into
 */
export const cutTermsAndPairs: CutText = (text, spans) => {
  const lowered = cutTerms(text, spans);
  const words = spans.count;
  const joined = Array.from({ length: words }, (_, word) => lowered.slice(spans.starts[word], spans.ends[word]));
  const hashes = spans.hashes.slice(0, words);
  spans.clearFor(2 * words);
  let start = 0;
  for (const [word, { length }] of joined.entries()) {
    spans.add(start, start + length, hashes[word]!);
    start += length + 1;
  }
  const spaced = joined.join(" ");
  for (let word = 1; word < words; word += 1) {
    const [from, to] = [spans.starts[word]!, spans.ends[word]!];
    const hash = hashUnits(hashUnit(hashes[word - 1]!, SPACE), spaced, from, to);
    spans.add(spans.starts[word - 1]!, to, hash);
  }
  return spaced;
};
