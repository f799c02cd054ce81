import validator from "validator";
import { type Detector, DIGIT_SEPARATOR, matchSpans, withoutSeparators } from "../detector.ts";

/** 18 digits, the last perhaps an X, or the 15 of before 1999, which have no check digit; a blank may part place, birthday and rest. */
const CANDIDATE = new RegExp(
  `(?<![0-9a-z])\\d{6}${DIGIT_SEPARATOR}?(?:\\d{8}${DIGIT_SEPARATOR}?\\d{3}[\\dx]|\\d{6}${DIGIT_SEPARATOR}?\\d{3})(?![0-9a-z])`,
  "gi",
);

const FIRST_DIGITS = /\d{6}/;

/** Numbers of Chinese identity cards, by province, birthday and check digit (GB 11643-1999). */
export const detectChineseIds: Detector = ({ narrow }) =>
  FIRST_DIGITS.test(narrow)
    ? matchSpans(narrow, CANDIDATE, (match) => validator.isIdentityCard(withoutSeparators(match), "zh-CN"))
    : [];
