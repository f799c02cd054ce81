import { median } from "simple-statistics";
import { doubledRanks } from "./ranks.ts";

/** Chance that one bound is on the wrong side of the centre. */
const MISS = 0.05;

export interface Centre {
  /** Hodges-Lehmann: the median of all pairwise means. */
  readonly middle: number;
  /** One-sided bounds at 95 % each; infinite where the values are too few. */
  readonly low: number;
  readonly high: number;
}

/**
 * Exact one-sided Wilcoxon signed-rank test: how often would signs thrown by a fair coin put at least as much rank on
 * the values above 0? Zeros speak for neither side and are left out; equal sizes share their ranks.
 * @param values all finite
 * @returns p in (0, 1] against a centre above 0; 1 where no value differs from 0
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
 * Centre of the distribution of the values, assumed to be symmetric: the Hodges-Lehmann estimate and the bounds that
 * the signed-rank test does not reject, which are pairwise (Walsh) means.
 * @param values at least one, all finite; below 5 of them no bound reaches 95 %
 * @see Hollander and Wolfe 1999, Nonparametric Statistical Methods, sections 3.2 and 3.3
 */
export function centreOf(values: readonly number[]): Centre {
  const means = walshMeans(values);
  const spared = meansToSpare(values.length);
  return {
    middle: median(means),
    low: spared === null ? -Infinity : means[spared]!,
    high: spared === null ? Infinity : means[means.length - 1 - spared]!,
  };
}

/** Means of every two values and of each with itself, in ascending order. */
function walshMeans(values: readonly number[]): number[] {
  const means: number[] = [];
  values.forEach((value, index) => {
    for (const other of values.slice(index)) means.push((value + other) / 2);
  });
  return means.sort((a, b) => a - b);
}

/**
 * How many means may be beyond a bound: the largest rank sum with a chance of at most MISS to be reached from below;
 * null for none.
 */
function meansToSpare(count: number): number | null {
  const shares = rankSumShares(Array.from({ length: count }, (_, index) => index + 1));
  let tail = 0;
  for (let sum = 0; ; sum += 1) {
    tail += shares[sum]!;
    if (tail > MISS) return sum === 0 ? null : sum - 1;
  }
}

/**
 * Share of all sign patterns by the sum of the ranks that they make positive: each rank in turn counts or does not.
 * @param ranks whole numbers above 0
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
