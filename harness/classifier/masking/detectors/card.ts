import validator from "validator";
import { type Detector, DIGIT_SEPARATOR, type Span } from "../detector.ts";

const GROUP = /\d+/g;
const ONE_SEPARATOR = new RegExp(`^${DIGIT_SEPARATOR}$`);
const FEWEST_DIGITS = 13;
const MOST_DIGITS = 19;
/** Of every group but the last: single figures in a row are no card. */
const FEWEST_OF_A_GROUP = 3;

/** Card numbers: 13 to 19 digits in groups, of which Luhn's sum ends with 0 (ISO/IEC 7812). One in ten other numbers of that length passes. */
export const detectCards: Detector = ({ narrow }) => {
  const spans: Span[] = [];
  let groups: Span[] = [];
  const endRun = () => {
    spans.push(...cardsOf(narrow, groups));
    groups = [];
  };
  for (const { 0: digits, index } of narrow.matchAll(GROUP)) {
    const before = groups.at(-1);
    if (before !== undefined && !ONE_SEPARATOR.test(narrow.slice(before.end, index))) endRun();
    groups.push({ start: index, end: index + digits.length });
  }
  endRun();
  return spans;
};

/** Of groups with one separator between any two: from the first on, the longest that passes. */
function cardsOf(text: string, groups: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits = "";
    let end: number | null = null;
    let last = first;
    for (let at = first; at < groups.length; at += 1) {
      const group = groups[at]!;
      if (digits.length + group.end - group.start > MOST_DIGITS) break;
      digits += text.slice(group.start, group.end);
      if (digits.length >= FEWEST_DIGITS && !digits.startsWith("0") && validator.isLuhnNumber(digits)) {
        end = group.end;
        last = at;
      }
      if (group.end - group.start < FEWEST_OF_A_GROUP) break;
    }
    if (end !== null) spans.push({ start: groups[first]!.start, end });
    first = last;
  }
  return spans;
}
