import { median } from "simple-statistics";
import { doubledRanks } from "./ranks.ts";

/** Chance that a bound is on the wrong side of the center. */
const MISS = 0.05;

export interface Center {
  /** Hodges-Lehmann: the median of all pairwise means. */
  readonly middle: number;
  /** One-sided bounds at 95 % each; infinite where the values are too few. */
  readonly low: number;
  readonly high: number;
}

/**
 * Exact one-sided Wilcoxon signed-rank test: how often would random signs give at least as large a rank sum to the values
 * above 0? Zeros support neither side and are left out; equal magnitudes share their ranks.
 * @param values all finite
 * @returns p in (0, 1]; small if the center is above 0, and 1 if all values are 0
 * @see Wilcoxon 1945, Biometrics Bulletin 1; Hollander and Wolfe 1999, Nonparametric Statistical Methods, section 3.1
 */
export function signedRankTest(values: readonly number[]): number {
  const differing = values.filter((value) => value !== 0);
  const ranks = doubledRanks(differing.map(Math.abs));
  const positive = ranks.reduce((sum, rank, index) => sum + (differing[index]! > 0 ? rank : 0), 0);
  let tail = 0;
  rankSumShares(ranks).forEach((share, sum) => {
    if (sum >= positive) tail += share;
  });
  return Math.min(1, tail);
}

/**
 * Center of the values' distribution, assumed to be symmetric: the Hodges-Lehmann estimate, and the bounds that the
 * signed-rank test does not reject, which are pairwise (Walsh) means.
 * @param values at least one, all finite; with fewer than 5, no bound reaches 95 %
 * @see Hollander and Wolfe 1999, Nonparametric Statistical Methods, sections 3.2 and 3.3
 */
export function centerOf(values: readonly number[]): Center {
  const means = walshMeans(values);
  const excluded = excludedMeans(values.length);
  return {
    middle: median(means),
    low: excluded === null ? -Infinity : means[excluded]!,
    high: excluded === null ? Infinity : means[means.length - 1 - excluded]!,
  };
}

/** Means of every two values, and of each value with itself, in ascending order. */
function walshMeans(values: readonly number[]): number[] {
  const means: number[] = [];
  values.forEach((value, index) => {
    for (const other of values.slice(index)) means.push((value + other) / 2);
  });
  return means.sort((a, b) => a - b);
}

/** How many means a bound excludes: the largest rank sum that chance reaches at most with MISS; null if there is none. */
function excludedMeans(count: number): number | null {
  const shares = rankSumShares(Array.from({ length: count }, (_, index) => index + 1));
  let tail = 0;
  for (let sum = 0; ; sum += 1) {
    tail += shares[sum]!;
    if (tail > MISS) return sum === 0 ? null : sum - 1;
  }
}

/**
 * Share of all sign patterns by the sum of their positive ranks; each rank is either positive or not.
 * @param ranks positive integers
 * @returns [sum of ranks + 1], adding up to 1
 */
function rankSumShares(ranks: readonly number[]): Float64Array {
  const shares = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 1));
  shares[0] = 1;
  for (const rank of ranks) {
    for (let sum = shares.length - 1; sum >= 0; sum -= 1) {
      shares[sum] = (shares[sum]! + (sum < rank ? 0 : shares[sum - rank]!)) / 2;
    }
  }
  return shares;
}
