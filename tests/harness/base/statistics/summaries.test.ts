import { expect, test } from "vitest";
import { meanSpread, measured, medianSpread, overlap } from "../../../../harness/base/statistics/summaries.ts";

test("the median of an even count is the middle of the two middle values", () => {
  expect(medianSpread([4, 1, 3, 2])).toEqual({ middle: 2.5, low: 1, high: 4, runs: 4 });
});

test("the mean keeps the range", () => {
  expect(meanSpread([1, 2, 6])).toEqual({ middle: 3, low: 1, high: 6, runs: 3 });
});

test("nothing measured is null, not 0", () => {
  expect(medianSpread(measured([null, null]))).toBeNull();
});

test("ranges overlap if they share a value, including their ends", () => {
  const range = (low: number, high: number) => ({ middle: low, low, high, runs: 2 });
  expect(overlap(range(1, 2), range(2, 3))).toBe(true);
  expect(overlap(range(1, 2), range(2.1, 3))).toBe(false);
  expect(overlap(range(1, 9), range(4, 5))).toBe(true);
});
