import { countrySpecs, isValidIBAN } from "ibantools";
import { type Detector, DIGIT_SEPARATOR, type Span, withoutSeparators } from "../detector.ts";

/** Country, check digits, and up to 30 letters and digits in groups. */
const CANDIDATE = new RegExp(`[a-z]{2}${DIGIT_SEPARATOR}?\\d{2}(?:${DIGIT_SEPARATOR}?[a-z0-9]){11,30}`, "iy");
const TWO_DIGITS = /\d\d/g;
const COUNTRY = new RegExp(`([a-z]{2})${DIGIT_SEPARATOR}?$`, "i");
/** The country and a separator. */
const MOST_BEFORE_DIGITS = 3;
const SEPARATOR = new RegExp(DIGIT_SEPARATOR);

/** International bank account numbers: as long as their country has them, with a remainder of 1 by 97 (ISO 13616). A word may follow. */
export const detectIbans: Detector = ({ narrow }) => {
  const spans: Span[] = [];
  for (const { index } of narrow.matchAll(TWO_DIGITS)) {
    const [before, country] = COUNTRY.exec(narrow.slice(Math.max(0, index - MOST_BEFORE_DIGITS), index)) ?? [];
    if (before === undefined) continue;
    const start = index - before.length;
    const characters = lengthIn(country!);
    if (characters === null || start < (spans.at(-1)?.end ?? 0)) continue;
    CANDIDATE.lastIndex = start;
    const candidate = CANDIDATE.exec(narrow)?.[0];
    const number = candidate === undefined ? null : firstCharacters(candidate, characters);
    if (number === null || !isValidIBAN(withoutSeparators(number).toUpperCase())) continue;
    spans.push({ start, end: start + number.length });
  }
  return spans;
};

/** Null for what is no country with such numbers. */
function lengthIn(country: string): number | null {
  const code = country.toUpperCase();
  return Object.hasOwn(countrySpecs, code) ? (countrySpecs[code]!.chars ?? null) : null;
}

/** The text up to its letter or digit of that number; null if it has fewer. */
function firstCharacters(text: string, characters: number): string | null {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (SEPARATOR.test(text[at]!)) continue;
    seen += 1;
    if (seen === characters) return text.slice(0, at + 1);
  }
  return null;
}
