import { SPECIAL_ROWS, type StoredTensor } from "../../../contract/index.ts";
import { exactRows, type Matrix } from "../matrix.ts";
import { withExactRows } from "../stored-form.ts";
import { int8Scale, toInt8 } from "../symmetric-int8.ts";

export interface Int8TableTensor extends StoredTensor {
  readonly kind: "int8-table";
  readonly shape: readonly [number, number];
  /**
   * [rows, columns]; code * scale approximates the weight; rows 0 and 1 are zero. In [-127, 127], so that the codes of 256
   * words add up in 16 bits: 256 x 127 = 32,512 is below 2^15.
   */
  readonly codes: Int8Array;
  /** Of all rows, as the float32 that is stored; 0 where all of them are zero. */
  readonly scale: number;
  /** Rows of padding and <OOV> in float32 [2, columns]. */
  readonly exact: Float32Array;
}

/**
 * An embedding in int8 with one symmetric scale for all rows except those of padding and <OOV>.
 * @throws NonFiniteError on NaN or infinity
 */
export function toInt8Table(matrix: Matrix): Int8TableTensor {
  const { rows, columns, data } = matrix;
  const start = SPECIAL_ROWS * columns;
  const scale = int8Scale(data.subarray(start));
  const codes = Int8Array.from(data, (value, index) => (index < start ? 0 : toInt8(value, scale)));
  return { kind: "int8-table", shape: [rows, columns], codes, scale, exact: exactRows(matrix) };
}

export function dequantizeInt8Table({ codes, scale, exact }: Int8TableTensor): Float32Array {
  return withExactRows(
    Float32Array.from(codes, (code) => code * scale),
    exact,
  );
}
