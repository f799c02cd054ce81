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
    if (!Number.isFinite(value)) throw new NonFiniteError(`cannot quantize the weight ${value}: the training diverged`);
    if (Math.abs(value) > Math.abs(largest)) largest = value;
  }
  return largest;
}
