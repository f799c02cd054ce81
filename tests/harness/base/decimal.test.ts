import { expect, test } from "vitest";
import { decimalText, groupedText, roundedOnce, roundedTo, significant } from "../../../harness/base/decimal.ts";
import { randomStream } from "../../../harness/base/random/mt19937.ts";

const text = (value: number, count: number) => decimalText(significant(value, count)!);

test("numbers have the digits that are asked for, grouped by thousands, without zeros at the end", () => {
  expect(significant(1234.5678, 3)).toEqual({ digits: 123, places: -1 });
  expect(significant(0.00998, 2)).toEqual({ digits: 10, places: 3 });
  expect([1_234_567, 12.04, 12.06, 0.012345, 999.6, 0.09996].map((value) => text(value, 3))).toEqual([
    "1,230,000",
    "12",
    "12.1",
    "0.0123",
    "1,000",
    "0.1",
  ]);
  expect(decimalText(significant(0.003, 3)!, { keepsZeros: true })).toBe("0.00300");
  expect([0, 999, 1000, 1_234_567].map(groupedText)).toEqual(["0", "999", "1,000", "1,234,567"]);
});

test("what has no plain decimal, or lies between two, is left to Intl", () => {
  for (const value of [0, -1, 1e-30, 1e30, Number.NaN, Number.POSITIVE_INFINITY, 1.005, 0.0012345])
    expect([value, significant(value, value === 0.0012345 ? 4 : 3)]).toEqual([value, null]);
});

const EDGES = [0, -0, -3.25, 1, 0.1, 9.995, 99.95, 999.5, 1e-9, 123_456_789, 1e21, 1e23, 5e-324, 0.1 + 0.2];

/** From 1e-12 to 1e12, of all numbers of digits. */
function manyNumbers(): number[] {
  const random = randomStream(7, "decimals");
  return Array.from({ length: 20_000 }, (_, index) => {
    const value = 10 ** (24 * random.nextFloat64() - 12);
    return index % 3 === 0 ? Number(value.toPrecision(1 + (index % 6))) : value;
  });
}

test("numbers are rounded as toPrecision does", () => {
  for (const count of [3, 6, 7]) {
    const wrong = [...EDGES, ...manyNumbers()].filter(
      (value) => roundedTo(value, count) !== Number(value.toPrecision(count)),
    );
    expect(wrong).toEqual([]);
  }
});

test("and written as Intl writes them", () => {
  const plain = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
  const wrong = [...EDGES, ...manyNumbers()].filter((value) => {
    const found = significant(value, 3);
    if (found === null) return false;
    return (
      decimalText(found) !== plain.format(value) || decimalText(found, { keepsZeros: true }) !== whole.format(value)
    );
  });
  expect(wrong).toEqual([]);
});

test("a number that is rounded once more for its reader is what it is when rounded from all digits", () => {
  // Rounded to six digits it would be 0.1235, and to three of these 0.124.
  expect(roundedOnce(0.123_499_999, 6)).toBe(0.123_499_999);
  expect(roundedOnce(0.123_500_001, 6)).toBe(0.123_500_001);
  expect(roundedOnce(0.1235, 6)).toBe(0.1235);
  expect(roundedOnce(-1_234_999.9, 6)).toBe(-1_234_999.9);
  expect(roundedOnce(1 / 3, 6)).toBe(0.333_333);
  const near = manyNumbers().map((value) => Number(`${value.toPrecision(3).replace(/e.*/, "")}4999997`));
  for (const count of [5, 6])
    for (const shown of [2, 3, 4]) {
      const wrong = [...EDGES, ...near, ...manyNumbers()].filter(
        (value) => roundedTo(roundedOnce(value, count), shown) !== roundedTo(value, shown),
      );
      expect(wrong).toEqual([]);
    }
});
