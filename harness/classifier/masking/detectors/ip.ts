import validator from "validator";
import { type Detector, matchSpans, type Span, withoutOverlaps } from "../detector.ts";

const FOUR = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g;
const DOTTED = /\d\.\d/;
/** At most 45 units: six groups and four numbers. */
const SIX = /(?<![0-9a-z:.])[0-9a-f:.]{2,45}(?![0-9a-z:])/gi;
/** "Section 1::" is punctuation. */
const ONE_GROUP = /^[0-9a-f]+::$/i;
const AFTER = /[.:]$/;
const DIGIT = /\d/;

/** Addresses of IPv4 and IPv6. A version such as 1.2.3.4 reads like one, and "::" between words does not. */
export const detectIps: Detector = ({ narrow }) =>
  withoutOverlaps([
    ...(narrow.includes(":") ? sixSpans(narrow) : []),
    ...(DOTTED.test(narrow) ? matchSpans(narrow, FOUR, (match) => validator.isIP(match, 4)) : []),
  ]);

function sixSpans(text: string): Span[] {
  return matchSpans(text, SIX, (match) => match.includes(":") && DIGIT.test(match)).flatMap(({ start, end }) => {
    const match = text.slice(start, end);
    const own = [match, match.replace(AFTER, "")].find(
      (address) => validator.isIP(address, 6) && !ONE_GROUP.test(address),
    );
    return own === undefined ? [] : [{ start, end: start + own.length }];
  });
}
