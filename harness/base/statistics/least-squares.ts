import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { type StudentError, twoSidedT } from "./student-t.ts";

/** An intercept and slopes, with what is needed to say how well they are known. */
export interface LinearFit {
  /** The intercept, then a slope for each predictor. */
  readonly coefficients: readonly number[];
  /** Of a value around the line: sum of squared residuals over the degrees of freedom. */
  readonly residualVariance: number;
  /** Values minus coefficients, at least 1. */
  readonly degreesOfFreedom: number;
  /** Inverse of the normal matrix, [coefficients][coefficients]: times the residual variance, the coefficients' covariance. */
  readonly covarianceScale: readonly (readonly number[])[];
}

/** Beyond this ratio of singular values, predictors are the same line but for rounding. */
const MOST_CONDITION = 1e9;

/** Of residuals, relative to the values: what rounding alone leaves of an exact line. */
const ROUNDING = 1e-12;

/**
 * Ordinary least squares with an intercept.
 * @param predictors [values][slopes]
 * @returns null if there are no more values than coefficients, or the predictors do not tell the slopes apart
 * @see Draper and Smith 1998, Applied Regression Analysis, 3rd edition, chapters 1 and 5
 */
export function leastSquares(predictors: readonly (readonly number[])[], values: readonly number[]): LinearFit | null {
  const rows = predictors.map((own) => [1, ...own]);
  const degreesOfFreedom = rows.length - (rows[0]?.length ?? 0);
  if (rows.length === 0 || degreesOfFreedom < 1) return null;
  const svd = new SingularValueDecomposition(new Matrix(rows));
  if (!(svd.condition < MOST_CONDITION)) return null;
  const inverse = svd.inverse();
  const coefficients = inverse.mmul(Matrix.columnVector([...values])).getColumn(0);
  const squares = rows.map((row, index) => (values[index]! - dot(row, coefficients)) ** 2);
  const rounding = values.reduce((sum, value) => sum + (ROUNDING * value) ** 2, 0);
  const sum = squares.reduce((total, square) => total + square, 0);
  return {
    coefficients,
    residualVariance: sum <= rounding ? 0 : sum / degreesOfFreedom,
    degreesOfFreedom,
    covarianceScale: inverse.mmul(inverse.transpose()).to2DArray(),
  };
}

/** An estimate, and the standard error that Student's t belongs to. */
export interface Estimate extends StudentError {
  readonly value: number;
}

/**
 * One more value at these predictors: the line's own error and that of a value around it, so that it grows with the distance from what was
 * fitted.
 */
export function predictValue(fit: LinearFit, predictors: readonly number[]): Estimate {
  const row = [1, ...predictors];
  const leverage = row.reduce((sum, one, at) => sum + one * dot(fit.covarianceScale[at]!, row), 0);
  return {
    value: dot(row, fit.coefficients),
    standardError: Math.sqrt(fit.residualVariance * (1 + leverage)),
    degreesOfFreedom: fit.degreesOfFreedom,
  };
}

/** A coefficient. @param at 0 for the intercept */
export function coefficientOf(fit: LinearFit, at: number): Estimate {
  return {
    value: fit.coefficients[at]!,
    standardError: Math.sqrt(fit.residualVariance * fit.covarianceScale[at]![at]!),
    degreesOfFreedom: fit.degreesOfFreedom,
  };
}

/** p of the two-sided test that the estimated quantity is 0. Without any error, only a 0 that rounding explains is one. */
export function pOfZero({ value, standardError, degreesOfFreedom }: Estimate): number {
  if (standardError === 0) return Math.abs(value) < Math.sqrt(ROUNDING) ? 1 : 0;
  return twoSidedT(value / standardError, degreesOfFreedom);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
