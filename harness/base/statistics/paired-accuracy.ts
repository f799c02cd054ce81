import { signTest } from "./sign-test.ts";

/** Sums of thirds that should cancel out can leave about 1e-17. */
const ROUNDING = 1e-9;

/** Which predictions of two models are right on the same test rows: 1 if right, both [rows]. */
export interface PairedPredictions {
  readonly candidate: Uint8Array;
  readonly reference: Uint8Array;
}

/**
 * Candidate minus reference by test row, averaged over the pairs (one per seed). Its mean is the difference of the mean
 * accuracies; resampling its rows gives that difference's interval.
 * @param pairs at least one, all with the same test rows
 * @returns [rows] in [-1, 1]
 */
export function differenceByRow(pairs: readonly PairedPredictions[]): Float64Array {
  const difference = new Float64Array(pairs[0]?.candidate.length ?? 0);
  for (const { candidate, reference } of pairs) {
    for (let row = 0; row < difference.length; row += 1) difference[row]! += candidate[row]! - reference[row]!;
  }
  for (let row = 0; row < difference.length; row += 1) difference[row]! /= pairs.length;
  return difference;
}

/**
 * Exact two-sided sign test with one vote per test row: among the rows on which the two models differ over all pairs, does
 * one model win more often than a fair coin would? With one pair this is McNemar's exact test. Pairs share their rows, so
 * counting each pair's rows as independent evidence would make p far too small.
 * @param difference [rows], from differenceByRow
 * @returns p in (0, 1]; 1 if no row differs
 * @see McNemar 1947, Psychometrika 12, with the exact binomial in place of its chi-squared
 */
export function rowSignTest(difference: Float64Array): number {
  let candidate = 0;
  let reference = 0;
  for (const value of difference) {
    if (value > ROUNDING) candidate += 1;
    if (value < -ROUNDING) reference += 1;
  }
  return signTest(Math.min(candidate, reference), candidate + reference);
}
