import { mean, median } from "simple-statistics";
import type { Interval } from "../../../base/statistics/bootstrap.ts";
import { centerInterval, meanError } from "../../../base/statistics/center-interval.ts";
import { meanByRow } from "../../../base/statistics/correct-rows.ts";
import { meanOf } from "../../../base/statistics/mean.ts";
import { valuesForInterval } from "../../../base/statistics/median-interval.ts";
import {
  type PairedPredictions,
  pairedDifferences,
  varianceOfMeanDifference,
} from "../../../base/statistics/paired-accuracy.ts";
import { signTest } from "../../../base/statistics/sign-test.ts";
import { type StudentError, studentInterval, twoSidedT } from "../../../base/statistics/student-t.ts";
import { twoWayError, varianceOfMean } from "../../../base/statistics/two-way-error.ts";

/** What a lever does to one quantity, before other comparisons are corrected for. */
export interface RawEffect {
  /** A difference, or the logarithm of a ratio. */
  readonly value: number;
  /** 95 % interval of it; null for a single pair. */
  readonly interval: Interval | null;
  /** Two-sided; null for a single pair. */
  readonly p: number | null;
  /** Seeds, or rounds of samples, that it is known from. */
  readonly pairs: number;
  /** Nothing but 0 in every pair, as where both serve the same graph, share a training or give the same answers. */
  readonly isExact: boolean;
}

/** Thirds of differences that cancel out leave about 1e-17. */
const ROUNDING = 1e-9;

/**
 * The effect on a mean of shares of rows, with the error over rows and trainings together.
 * @param seeds at least one; for each the contrast of every row, [rows]
 */
export function effectOnRows(seeds: readonly Float64Array[]): RawEffect {
  const bySeed = seeds.map(meanOf);
  const value = mean(bySeed);
  const byRow = meanByRow(seeds);
  const error = twoWayError(varianceOfMean(byRow), byRow.length, bySeed);
  const isExact = seeds.every((rows) => rows.every((difference) => Math.abs(difference) < ROUNDING));
  return { value, ...byStudent(value, error), pairs: seeds.length, isExact };
}

/** The same of two whose rows are right or wrong. @param seeds at least one */
export function effectOnPairs(seeds: readonly PairedPredictions[]): RawEffect {
  const differences = pairedDifferences(seeds);
  const bySeed = differences.each.map((pair) => pair.mean);
  const value = mean(bySeed);
  const error = twoWayError(varianceOfMeanDifference(differences), differences.rows, bySeed);
  const isExact = differences.each.every(({ differing }) => differing === 0);
  return { value, ...byStudent(value, error), pairs: seeds.length, isExact };
}

/**
 * The effect on a figure that varies by factors, as a logarithm: the median with its interval and test by signs or, of fewer than
 * six pairs, the mean with Student's.
 * @param values contrast of the logarithms in each pair, at least one
 */
export function effectOfLogarithms(values: readonly number[]): RawEffect {
  const isExact = values.every((value) => value === 0);
  const pairs = values.length;
  if (pairs < 2) return { value: values[0]!, interval: null, p: null, pairs, isExact };
  if (pairs >= valuesForInterval()) {
    const [above, below] = [values.filter((value) => value > 0).length, values.filter((value) => value < 0).length];
    const { low, high } = centerInterval(values)!;
    const p = signTest(Math.min(above, below), above + below);
    return { value: median([...values]), interval: { low, high }, p, pairs, isExact };
  }
  const value = mean([...values]);
  const error = meanError(values);
  return { value, ...byStudent(value, error), pairs, isExact };
}

function byStudent(value: number, error: StudentError): Pick<RawEffect, "interval" | "p"> {
  return { interval: studentInterval(value, error), p: pOf(value, error) };
}

/** Without any error, only no difference at all is one that chance explains. */
function pOf(value: number, { standardError, degreesOfFreedom }: StudentError): number {
  if (standardError === 0) return value === 0 ? 1 : 0;
  return twoSidedT(value / standardError, degreesOfFreedom);
}
