import { roundedOnce } from "../harness/base/decimal.ts";

/** Of more rows, a page has less of each: their numbers would be most of its bytes. */
export const MANY_ROWS = 2000;

/** Digits that tell values apart. */
const DIGITS = 7;
/** Of many rows; twice as many as any reader sees. */
const DIGITS_OF_MANY = 6;

/** A function that gives as many digits of a number as a page of so many rows has. Whole numbers are kept: counts are written to their last digit. */
export function fewDigits(rows: number): (value: number) => number {
  const digits = rows > MANY_ROWS ? DIGITS_OF_MANY : DIGITS;
  return (value) => (Number.isInteger(value) ? value : roundedOnce(value, digits));
}
