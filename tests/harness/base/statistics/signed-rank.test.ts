import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centerOf, signedRankTest } from "../../../../harness/base/statistics/signed-rank.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("the signed-rank test", () => {
  test.each([
    // One of 8 sign patterns makes all ranks positive.
    ["all of three above 0", [1, 2, 3], 1 / 8],
    ["all of fifteen above 0", upTo(15), 2 ** -15],
    ["all of sixty above 0", upTo(60), 2 ** -60],
    // Rank sums of at least 5 of 6: {2,3}, {1,2,3}.
    ["the smallest of three below 0", [-1, 2, 3], 2 / 8],
    ["all below 0", [-1, -2, -3], 1],
    // Ranks 1.5, 1.5, 3, of which 1.5 + 3 are positive: sums 4.5, 4.5 and 6 reach that.
    ["two of equal size and opposite sign", [-1, 1, 2], 3 / 8],
    // The ranks are all 2; at least two of three are positive in 3 + 1 patterns.
    ["three of equal size", [5, -5, 5], 4 / 8],
    ["zeros, which are left out", [0, 1, 2, 3, 0], 1 / 8],
    ["only zeros", [0, 0], 1],
    ["nothing", [], 1],
  ])("%s", (_, values, p) => {
    expect(signedRankTest(values)).toBe(p);
  });

  test("the critical value of fifteen pairs at 5 % is 30, as in tables: 31 is no longer significant", () => {
    // P(T+ >= 120 - 30) = .0473 and P(T+ >= 120 - 31) = .0535.
    const below = (ranks: readonly number[]) => upTo(15).map((rank) => (ranks.includes(rank) ? -rank : rank));
    expect(signedRankTest(below([15, 14, 1]))).toBeCloseTo(0.0473, 4);
    expect(signedRankTest(below([15, 14, 2]))).toBeCloseTo(0.0535, 4);
  });
});

describe("the center", () => {
  test("its middle is the median of all pairwise means", () => {
    // Means of 1, 2, 6: 1, 1.5, 3.5, 2, 4, 6, in order 1, 1.5, 2, 3.5, 4, 6.
    expect(centerOf([6, 1, 2]).middle).toBe(2.75);
  });

  test("four values give no bounds, five give their ends: 1 / 2^4 is above 5 %, 1 / 2^5 is not", () => {
    expect(centerOf([1, 2, 3, 4])).toEqual({ middle: 2.5, low: -Infinity, high: Infinity });
    expect(centerOf([1, 2, 3, 4, 9])).toMatchObject({ low: 1, high: 9 });
  });

  test("its bounds are where a test over all sign patterns stops rejecting", () => {
    // Whole numbers that grow by more than all before them: no two pairwise means are equal.
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { minLength: 5, maxLength: 10 });
    const values = fc
      .tuple(sizes, fc.infiniteStream(fc.boolean()))
      .map(([exponents, signs]) => exponents.map((exponent) => (signs.next().value ? 1 : -1) * 3 ** exponent));
    holdsForAll(values, (seen) => {
      const { low, high } = centerOf(seen);
      const rejectsBelow = (center: number) => bruteForce(seen.map((value) => value - center)) <= 0.05;
      const rejectsAbove = (center: number) => bruteForce(seen.map((value) => center - value)) <= 0.05;
      expect([rejectsBelow(low - 1e-3), rejectsBelow(low + 1e-3)]).toEqual([true, false]);
      expect([rejectsAbove(high + 1e-3), rejectsAbove(high - 1e-3)]).toEqual([true, false]);
    });
  });
});

/** Share of all 2^n sign patterns whose positive ranks add up to at least the observed sum; no ties, no zeros. */
function bruteForce(values: readonly number[]): number {
  const bySize = [...values].sort((a, b) => Math.abs(a) - Math.abs(b));
  const observed = bySize.reduce((sum, value, index) => sum + (value > 0 ? index + 1 : 0), 0);
  let reached = 0;
  for (let pattern = 0; pattern < 2 ** values.length; pattern += 1) {
    const sum = bySize.reduce((total, _, index) => total + ((pattern >> index) & 1) * (index + 1), 0);
    if (sum >= observed) reached += 1;
  }
  return reached / 2 ** values.length;
}
