import { NonFiniteError } from "../../base/errors.ts";
import { SPECIAL_ROWS } from "../../contract/index.ts";

/** Row-major float32 weights. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Copies the rows of padding and <OOV>, which every stored embedding keeps as they are: [2, columns]. */
export function exactRows({ columns, data }: Matrix): Float32Array {
  return data.slice(0, SPECIAL_ROWS * columns);
}

/** The value of the largest magnitude, with its sign; 0 for no values. @throws NonFiniteError on NaN or infinity */
export function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    if (Math.abs(finite(value)) > Math.abs(largest)) largest = value;
  }
  return largest;
}

/** The largest magnitude in each column. @throws NonFiniteError on NaN or infinity */
export function columnMagnitudes({ columns, data }: Matrix): Float32Array {
  const largest = new Float32Array(columns);
  for (let at = 0, column = 0; at < data.length; at += 1, column = column + 1 === columns ? 0 : column + 1) {
    const magnitude = Math.abs(finite(data[at]!));
    if (magnitude > largest[column]!) largest[column] = magnitude;
  }
  return largest;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new NonFiniteError(`cannot quantize the weight ${value}: the training diverged`);
  return value;
}
