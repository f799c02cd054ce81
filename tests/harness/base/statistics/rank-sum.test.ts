import { expect, test } from "vitest";
import { rankSumTest } from "../../../../harness/base/statistics/rank-sum.ts";

test.each([
  // Of the 20 ways to choose 3 of 6, one has the smallest ranks and one the largest.
  ["sides that do not overlap", [1, 2, 3], [4, 5, 6], 2 / 20],
  ["the same the other way round", [4, 5, 6], [1, 2, 3], 2 / 20],
  // Ranks 1, 2, 4: two ways give a sum of at most 7, two a sum of at least 14.
  ["one value out of place", [1, 2, 4], [3, 5, 6], 4 / 20],
  // Ranks 1.5, 1.5 out of 1.5, 1.5, 3.5, 3.5: one of 6 ways, and its mirror image.
  ["equal values within the sides", [1, 1], [2, 2], 2 / 6],
  ["equal values throughout", [1, 1], [1, 1, 1], 1],
  ["a side without values", [], [1, 2], 1],
  ["five of each, the fewest that reach 1 %", [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 2 / 252],
])("%s", (_, ones, others, p) => {
  expect(rankSumTest(ones, others)).toBeCloseTo(p, 12);
});
