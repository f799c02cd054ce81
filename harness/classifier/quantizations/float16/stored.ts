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
  refuseBeyondFloat16(matrix.data);
  const data = new Uint16Array(rows * columns);
  const exactLength = SPECIAL_ROWS * columns;
  data.set(float16Bits(matrix.data.subarray(exactLength)), exactLength);
  return { kind: "float16", shape: [rows, columns], data, exact: exactRows(matrix) };
}

/** @throws NonFiniteError on NaN, infinity and values that half precision would make infinite */
export function refuseBeyondFloat16(values: Float32Array): void {
  const largest = Math.abs(largestMagnitude(values));
  if (largest > LARGEST_FLOAT16) throw new NonFiniteError(`float16 ends at ${LARGEST_FLOAT16}, a weight is ${largest}`);
}

/** Bits of float32's 65520, from which on half precision is infinite, and of 2^-14, its smallest normal number. */
const INFINITE_FROM = 0x477ff000;
const NORMAL_FROM = 0x38800000;
const HALF_INFINITY = 0x7c00;
/** Bits of float32 below those of float16's mantissa, and the exponents' difference in place. */
const DROPPED_BITS = 13;
const REBIASED = 0x38000000;

/**
 * The nearest numbers in IEEE binary16, ties to even; NaN gives an infinity. A large model has a hundred million weights, for each of
 * which the library takes a microsecond.
 */
export function float16Bits(values: Float32Array): Uint16Array {
  const bits = new Uint16Array(values.length);
  const floats = new Float32Array(1);
  const words = new Uint32Array(floats.buffer);
  for (let index = 0; index < values.length; index += 1) {
    floats[0] = values[index]!;
    const sign = (words[0]! >>> 16) & 0x8000;
    const magnitude = words[0]! & 0x7fffffff;
    bits[index] = sign | magnitudeBits(magnitude);
  }
  return bits;

  function magnitudeBits(magnitude: number): number {
    if (magnitude >= INFINITE_FROM) return HALF_INFINITY;
    if (magnitude >= NORMAL_FROM) {
      const odd = (magnitude >>> DROPPED_BITS) & 1;
      return (magnitude + (1 << (DROPPED_BITS - 1)) - 1 + odd - REBIASED) >>> DROPPED_BITS;
    }
    // Next to 0.5, float32 counts in steps of 2^-24, as half precision does below its normal numbers.
    words[0] = magnitude;
    floats[0] = floats[0]! + 0.5;
    return words[0]! & 0x7fffff;
  }
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
