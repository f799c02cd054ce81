import { type Detector, DIGIT_SEPARATOR, matchSpans } from "../detector.ts";

/** 11 digits from 13 on, as 3, 4 and 4 or at one piece, perhaps behind the country's 86. */
const NUMBER = new RegExp(
  `(?<!\\d)(?:(?:\\+|00)?86${DIGIT_SEPARATOR}?)?1[3-9]\\d${DIGIT_SEPARATOR}?\\d{4}${DIGIT_SEPARATOR}?\\d{4}(?!\\d)`,
  "g",
);

const FIRST_DIGITS = /1[3-9]\d/;

/** Mobile numbers of mainland China. */
export const detectChineseMobiles: Detector = ({ narrow }) =>
  FIRST_DIGITS.test(narrow) ? matchSpans(narrow, NUMBER) : [];
