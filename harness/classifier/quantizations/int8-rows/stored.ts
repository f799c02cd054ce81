import { SPECIAL_ROWS, type StoredTensor } from "../../../contract/index.ts";
import type { RoundMatrix } from "../../../contract/training-variant.ts";
import { toInt8Table } from "../int8-table/stored.ts";
import { exactRows, type Matrix } from "../matrix.ts";
import { withExactRows } from "../stored-form.ts";
import { int8Scale, roundToInt8, toInt8 } from "../symmetric-int8.ts";

export interface Int8RowsTensor extends StoredTensor {
  readonly kind: "int8-rows";
  readonly shape: readonly [number, number];
  /** [rows, columns] in [-127, 127]; codes[r, c] * scales[r] approximates the weight; rows 0 and 1 are zero. */
  readonly codes: Int8Array;
  /** [rows], or [1] where all rows share one scale. */
  readonly scales: Float32Array;
  /** Rows of padding and <OOV> in float32 [2, columns]. */
  readonly exact: Float32Array;
}

/**
 * An embedding in int8 with one symmetric scale per row, or one for all rows except those of padding and <OOV>.
 * @throws NonFiniteError on NaN or infinity: a broken weight must not silently become 0
 */
export function toInt8Rows(matrix: Matrix, granularity: "row" | "tensor" = "row"): Int8RowsTensor {
  const { rows, columns } = matrix;
  const rest = { kind: "int8-rows", shape: [rows, columns], exact: exactRows(matrix) } as const;
  if (granularity === "tensor") {
    const { codes, scale } = toInt8Table(matrix);
    return { ...rest, codes, scales: Float32Array.of(scale) };
  }
  const codes = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = SPECIAL_ROWS; row < rows; row += 1) {
    const values = matrix.data.subarray(row * columns, (row + 1) * columns);
    const scale = int8Scale(values);
    scales[row] = scale;
    for (const [column, value] of values.entries()) codes[row * columns + column] = toInt8(value, scale);
  }
  return { ...rest, codes, scales };
}

export function dequantizeInt8Rows({ codes, scales, exact, shape: [, columns] }: Int8RowsTensor): Float32Array {
  const rowOf = scales.length === 1 ? () => 0 : (index: number) => Math.floor(index / columns);
  const values = Float32Array.from(codes, (code, index) => code * scales[rowOf(index)]!);
  return withExactRows(values, exact);
}

/** As `toInt8Rows` with a scale per row. */
export const roundInt8Rows: RoundMatrix = (ops, matrix) => roundToInt8(ops, matrix, 1);
