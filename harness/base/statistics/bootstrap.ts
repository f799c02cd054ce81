import { quantile } from "simple-statistics";

/** A source of numbers in [0, 1). The caller seeds it, so that the same records always give the same report. */
export type Uniform = () => number;

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

/** Sum of values[i] * weights[i]. */
export function weightedSum(values: ArrayLike<number>, weights: Uint32Array): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) sum += values[index]! * weights[index]!;
  return sum;
}

/**
 * 95 % percentile intervals of the mean of each column. All columns are resampled with the same rows, which needs only one
 * set of random numbers and keeps the intervals comparable.
 * @param columns each with `rows` values, rows > 0
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function bootstrapMeans(
  columns: readonly Float64Array[],
  rows: number,
  draws: number,
  uniform: Uniform,
): Interval[] {
  const samples = columns.map(() => new Float64Array(draws));
  const counts = new Uint32Array(rows);
  for (let draw = 0; draw < draws; draw += 1) {
    resample(counts, uniform);
    columns.forEach((column, index) => {
      samples[index]![draw] = weightedSum(column, counts) / rows;
    });
  }
  return samples.map(percentileInterval);
}

function percentileInterval(samples: Float64Array): Interval {
  const values = Array.from(samples);
  return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

const MOST_DRAWS = 2000;
const FEWEST_DRAWS = 200;
/** About a second of additions. */
const MOST_WORK = 1e9;

/** Number of bootstrap draws that take `workPerDraw` additions each: 2,000, or fewer if those would take many seconds. */
export function drawsFor(workPerDraw: number): number {
  return Math.round(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, MOST_WORK / workPerDraw)));
}
