import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Interval } from "./bootstrap.ts";
import { medianInterval, valuesForInterval } from "./median-interval.ts";
import { type StudentError, studentInterval } from "./student-t.ts";

/** How an interval was found: by order statistics of the median, or by Student's t. */
export type CenterMethod = "order-statistics" | "student-t";

/**
 * 95 % interval of the median of what the values were drawn from: by order statistics, whatever their distribution, or, of two
 * to five values, which are too few for that, by Student's t.
 * @param values in any order
 * @returns null for fewer than two
 */
export function centerInterval(values: readonly number[]): (Interval & { readonly method: CenterMethod }) | null {
  if (values.length < 2) return null;
  const isByOrder = values.length >= valuesForInterval();
  const { low, high } = isByOrder ? medianInterval(values) : tInterval(values);
  return { low, high, method: isByOrder ? "order-statistics" : "student-t" };
}

/**
 * 95 % interval of the mean of normal values or, if all are above 0, of the median of log-normal ones: times and costs vary by
 * factors, and none is below 0.
 * @param values at least two
 * @see Student 1908, Biometrika 6, p. 1; Limpert, Stahel and Abbt 2001, BioScience 51(5), p. 341
 */
function tInterval(values: readonly number[]): Interval {
  if (values.every((value) => value === values[0])) return { low: values[0]!, high: values[0]! };
  if (values.some((value) => value <= 0)) return meanInterval(values);
  const { low, high } = meanInterval(values.map(Math.log));
  return { low: Math.exp(low), high: Math.exp(high) };
}

/** 95 % interval of the mean of normal values. @param values at least two */
export function meanInterval(values: readonly number[]): Interval {
  return studentInterval(mean([...values]), meanError(values));
}

/** How well the mean of normal values is known. @param values at least two */
export function meanError(values: readonly number[]): StudentError {
  const { length } = values;
  return { standardError: sampleStandardDeviation([...values]) / Math.sqrt(length), degreesOfFreedom: length - 1 };
}
