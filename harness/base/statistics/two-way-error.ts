import { mean, sampleVariance } from "simple-statistics";
import { groupBy } from "../group-by.ts";
import { meanOf } from "./mean.ts";
import type { StudentError } from "./student-t.ts";

/** How well a mean over trainings is known, whose values all come from the same rows. */
export interface TwoWayError extends StudentError {
  /** The part of the squared error that more rows would make smaller. */
  readonly rowVariance: number;
  /** The part that more trainings would make smaller; 0 with a single training, whose own luck nothing shows. */
  readonly trainingVariance: number;
}

/**
 * Adds the variance over the rows, the trainings as they are, and that over the trainings. The latter contains some noise
 * of the rows too, so that the sum is rather too large than too small. Degrees of freedom are Satterthwaite's.
 * @param rowVariance squared error of the mean over the rows
 * @param rows that it was estimated from
 * @param byTraining the value of each training, at least one
 * @see Satterthwaite 1946, Biometrics Bulletin 2(6)
 */
export function twoWayError(rowVariance: number, rows: number, byTraining: readonly number[]): TwoWayError {
  const trainings = byTraining.length;
  const isSpread = trainings > 1 && byTraining.some((value) => value !== byTraining[0]);
  const trainingVariance = isSpread ? sampleVariance([...byTraining]) / trainings : 0;
  const variance = rowVariance + trainingVariance;
  const ofRows = rowVariance ** 2 / Math.max(1, rows - 1);
  const ofTrainings = trainingVariance === 0 ? 0 : trainingVariance ** 2 / (trainings - 1);
  const degreesOfFreedom = variance === 0 ? Number.POSITIVE_INFINITY : variance ** 2 / (ofRows + ofTrainings);
  return { standardError: Math.sqrt(variance), degreesOfFreedom, rowVariance, trainingVariance };
}

/** The mean of each seed's values: a repeat trains the same seed again, and is no sample of its own. */
export function meansBySeed(values: readonly { readonly seed: number; readonly value: number }[]): number[] {
  return [...groupBy(values, ({ seed }) => seed).values()].map((own) => mean(own.map(({ value }) => value)));
}

/** Squared error of a mean over rows. @param values [rows] */
export function varianceOfMean(values: Float64Array): number {
  if (values.length < 2) return 0;
  const middle = meanOf(values);
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) squares += (values[index]! - middle) ** 2;
  return squares / (values.length - 1) / values.length;
}
