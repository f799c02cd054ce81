import { mean, median } from "simple-statistics";

/** A figure over several runs, with the smallest and the largest of them: a range seen, not an interval computed. */
export interface Spread {
  /** Mean or median, depending on the function that made it. */
  readonly middle: number;
  readonly low: number;
  readonly high: number;
  /** Number of runs, at least 1. */
  readonly runs: number;
}

/** Median with the range of all values; null for none, because not measured is not 0. */
export function medianSpread(values: readonly number[]): Spread | null {
  return spreadAround(values, median);
}

/** Mean with the range of all values; null for none. */
export function meanSpread(values: readonly number[]): Spread | null {
  return spreadAround(values, mean);
}

function spreadAround(values: readonly number[], middle: (values: number[]) => number): Spread | null {
  if (values.length === 0) return null;
  return { middle: middle([...values]), low: Math.min(...values), high: Math.max(...values), runs: values.length };
}

/** Whether two ranges overlap: then the runs do not show which of the two figures is larger. */
export function overlap(a: Spread, b: Spread): boolean {
  return a.low <= b.high && b.low <= a.high;
}

/** The values that were measured. */
export function measured(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
