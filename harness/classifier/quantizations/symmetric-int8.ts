/**
 * int8 codes with one scale and no zero-point, as int8-rows and int8-columns store them.
 * @see Jacob et al. 2018, arXiv:1712.05877, eq. 1 with zero-point 0
 */
import type { TensorOps } from "../../contract/tensor-ops.ts";
import { columnMagnitudes, largestMagnitude, type Matrix } from "./matrix.ts";
import { divisorOf, roundHalfUp } from "./rounding-ops.ts";

/** Largest code; -128 stays unused, so that the range is the same on both sides. */
const LIMIT = 127;

/** The scale that gives the largest magnitude code 127, as the float32 that is stored. @throws NonFiniteError */
export function int8Scale(values: Float32Array): number {
  return scaleFor(Math.abs(largestMagnitude(values)));
}

/** The same for each column of a matrix. @throws NonFiniteError */
export function int8ColumnScales(matrix: Matrix): Float32Array {
  return columnMagnitudes(matrix).map(scaleFor);
}

function scaleFor(magnitude: number): number {
  return Math.fround(magnitude / LIMIT);
}

/** The code of a value; 0 for a scale of 0, whose values are all 0. */
export function toInt8(value: number, scale: number): number {
  return scale === 0 ? 0 : Math.max(-LIMIT, Math.min(LIMIT, Math.round(value / scale)));
}

/**
 * A matrix as its int8 codes stand for it.
 * @param axis along which a scale is shared: 1 for each row, 0 for each column
 */
export function roundToInt8<T>(ops: TensorOps<T>, matrix: T, axis: 0 | 1): T {
  const scale = ops.div(ops.largest(ops.abs(matrix), axis), ops.scalar(LIMIT));
  return ops.mul(roundHalfUp(ops, ops.div(matrix, divisorOf(ops, scale))), scale);
}
