import { mean, median } from "simple-statistics";

/** A figure over several runs, with its smallest and largest value: the observed range, not a computed interval. */
export interface Spread {
  /** Mean or median, depending on the function that made it. */
  readonly middle: number;
  readonly low: number;
  readonly high: number;
  /** Number of runs, at least 1. */
  readonly runs: number;
}

/** Median and range; null if there are no values, since not measured is not 0. */
export function medianSpread(values: readonly number[]): Spread | null {
  return spreadAround(values, median);
}

/** Mean and range; null if there are no values. */
export function meanSpread(values: readonly number[]): Spread | null {
  return spreadAround(values, mean);
}

function spreadAround(values: readonly number[], middle: (values: number[]) => number): Spread | null {
  if (values.length === 0) return null;
  return { middle: middle([...values]), low: Math.min(...values), high: Math.max(...values), runs: values.length };
}

/** Whether two ranges overlap, so that these runs cannot distinguish the two figures. */
export function overlap(a: Spread, b: Spread): boolean {
  return a.low <= b.high && b.low <= a.high;
}

/** Leaves out the values that were not measured. */
export function measured(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
