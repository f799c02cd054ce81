import { quantile } from "simple-statistics";
import { drawBinomial } from "./draw-binomial.ts";
import type { Uniform } from "./uniform.ts";

/** Ends of a 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Draws one bootstrap sample as weights: counts.length items with replacement.
 * @param counts overwritten with how often each item was drawn; their sum is counts.length
 */
export function resample(counts: Uint32Array, uniform: Uniform): void {
  counts.fill(0);
  for (let draw = 0; draw < counts.length; draw += 1) {
    const item = Math.floor(uniform() * counts.length);
    counts[item]! += 1;
  }
}

const MOST_DRAWS = 2000;

/**
 * 95 % percentile interval of a mean over rows. Rows with equal values are one kind, and how often each kind is drawn is drawn itself: of
 * two models' rows there are four kinds at most, however many rows.
 * @param values [rows], at least one
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function bootstrapMean(values: Float64Array, uniform: Uniform, draws = MOST_DRAWS): Interval {
  const kinds = new Map<number, number>();
  for (const value of values) kinds.set(value, (kinds.get(value) ?? 0) + 1);
  const means = Array.from({ length: draws }, () => {
    let [drawsLeft, rowsLeft, sum] = [values.length, values.length, 0];
    for (const [value, rows] of kinds) {
      const drawn = drawBinomial(drawsLeft, rows / rowsLeft, uniform);
      sum += value * drawn;
      drawsLeft -= drawn;
      rowsLeft -= rows;
    }
    return sum / values.length;
  });
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

const FEWEST_DRAWS = 200;
/** Some tenths of a second of additions. */
const MOST_WORK = 2.5e8;

/** Number of bootstrap draws that take `workPerDraw` additions each: 2,000, or fewer if those would take many seconds. */
export function drawsFor(workPerDraw: number): number {
  return Math.round(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, MOST_WORK / workPerDraw)));
}
