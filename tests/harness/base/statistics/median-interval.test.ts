import { expect, test } from "vitest";
import { medianInterval } from "../../../../harness/base/statistics/median-interval.ts";

/** n, n - 1, … 1 */
const downFrom = (n: number) => Array.from({ length: n }, (_, index) => n - index);

test.each([
  // Fewer than 6 values cannot reach 95 %: 2 / 2^5 is more than 0.05.
  [1, 1, 1],
  [2, 1, 2],
  [5, 1, 5],
  [6, 1, 6], // misses with probability 2 / 2^6 = 0.031
  [8, 1, 8], // one value in from each end would miss with 2 (1 + 8) / 2^8 = 0.070
  [9, 2, 8], // 2 (1 + 9) / 2^9 = 0.039
  [12, 3, 10], // 2 (1 + 12 + 66) / 2^12 = 0.039; four: 2 (79 + 220) / 2^12 = 0.146
])("the interval of the median of 1 to %s is %s to %s", (n, low, high) => {
  expect(medianInterval(downFrom(n))).toEqual({ low, high });
});
