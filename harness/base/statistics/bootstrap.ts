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
 * 95 % percentile interval of a mean over rows. Rows with equal values are one kind, and how often each kind is drawn is drawn itself: what
 * two models have in common and what they differ by are few kinds, however many rows.
 * @param kinds value -> rows that have it, at least one
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function bootstrapMean(kinds: ReadonlyMap<number, number>, uniform: Uniform, draws = MOST_DRAWS): Interval {
  const all = [...kinds.values()].reduce((sum, rows) => sum + rows, 0);
  const means = Array.from({ length: draws }, () => {
    let [drawsLeft, rowsLeft, sum] = [all, all, 0];
    for (const [value, rows] of kinds) {
      const drawn = drawBinomial(drawsLeft, rows / rowsLeft, uniform);
      sum += value * drawn;
      drawsLeft -= drawn;
      rowsLeft -= rows;
    }
    return sum / all;
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
