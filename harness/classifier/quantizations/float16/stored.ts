import { setFloat16 } from "@petamoriken/float16";
import { NonFiniteError } from "../../../base/errors.ts";
import { SPECIAL_ROWS, type StoredTensor } from "../../../contract/index.ts";
import { exactRows, largestMagnitude, type Matrix } from "../matrix.ts";
import { withExactRows } from "../stored-form.ts";

export interface Float16Tensor extends StoredTensor {
  readonly kind: "float16";
  readonly shape: readonly [number, number];
  /** IEEE binary16 bit patterns [rows, columns]; rows 0 and 1 are zero, `exact` holds them. */
  readonly data: Uint16Array;
  /** Rows of padding and <OOV> in float32 [2, columns]. */
  readonly exact: Float32Array;
}

const LARGEST_FLOAT16 = 65504;

/**
 * An embedding in IEEE half precision; the rows of padding and <OOV> stay exact.
 * @throws NonFiniteError on NaN, infinity and values that half precision would make infinite
 */
export function toFloat16(matrix: Matrix): Float16Tensor {
  const { rows, columns } = matrix;
  const data = new Uint16Array(rows * columns);
  const view = new DataView(data.buffer);
  const largest = Math.abs(largestMagnitude(matrix.data));
  if (largest > LARGEST_FLOAT16) throw new NonFiniteError(`float16 ends at ${LARGEST_FLOAT16}, a weight is ${largest}`);
  matrix.data.forEach((value, index) => {
    if (index >= SPECIAL_ROWS * columns) setFloat16(view, index * 2, value, true);
  });
  return { kind: "float16", shape: [rows, columns], data, exact: exactRows(matrix) };
}

export function dequantizeFloat16({ data, exact }: Float16Tensor): Float32Array {
  const values = new Float32Array(data.length);
  data.forEach((bits, index) => {
    values[index] = float16Value(bits);
  });
  return withExactRows(values, exact);
}

/** What the mantissa is multiplied by, by exponent: the smallest two have the same, the largest stands for infinity and NaN. */
const SCALES = Float64Array.from({ length: 32 }, (_, exponent) =>
  exponent === 31 ? Number.POSITIVE_INFINITY : 2 ** (Math.max(1, exponent) - 25),
);

/** A number in IEEE half precision; NaN gives an infinity. The library checks its arguments for every number, which takes far longer. */
export function float16Value(bits: number): number {
  const exponent = (bits >>> 10) & 31;
  const mantissa = (exponent === 0 ? 0 : 1024) + (bits & 1023);
  const magnitude = mantissa * SCALES[exponent]!;
  return bits & 0x8000 ? -magnitude : magnitude;
}
