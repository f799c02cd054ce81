import type { StoredTensor } from "../../../contract/index.ts";
import type { RoundMatrix } from "../../../contract/training-variant.ts";
import type { Matrix } from "../matrix.ts";
import { int8ColumnScales, int8Scale, roundToInt8, toInt8 } from "../symmetric-int8.ts";

/** The codes of a dense kernel [inputs, outputs]. */
export interface Int8Columns {
  readonly shape: readonly [number, number];
  readonly codes: Int8Array;
  /** [outputs], or [1] where all outputs share one scale. */
  readonly scales: Float32Array;
}

export interface Int8ColumnsTensor extends StoredTensor, Int8Columns {
  readonly kind: "int8-columns";
  readonly shape: readonly [number, number];
}

/**
 * A dense kernel [inputs, outputs] in int8 with one symmetric scale per output, or one for all outputs.
 * @throws NonFiniteError on NaN or infinity
 */
export function toInt8Columns(matrix: Matrix, granularity: "channel" | "tensor" = "channel"): Int8ColumnsTensor {
  const { rows, columns, data } = matrix;
  const scales = granularity === "tensor" ? Float32Array.of(int8Scale(data)) : int8ColumnScales(matrix);
  const codes = new Int8Array(data.length);
  const count = scales.length;
  // Large models have a hundred million weights: Int8Array.from takes ten times as long.
  for (let at = 0; at < data.length; at += 1) codes[at] = toInt8(data[at]!, scales[at % count]!);
  return { kind: "int8-columns", shape: [rows, columns], codes, scales };
}

/** The kernel alone: only a runtime with integer kernels rounds what flows into it, and its proof shows that. */
export function dequantizeInt8Columns({ codes, scales }: Int8Columns): Float32Array {
  return Float32Array.from(codes, (code, index) => code * scales[index % scales.length]!);
}

/** As `toInt8Columns` with a scale per output. */
export const roundInt8Columns: RoundMatrix = (ops, matrix) => roundToInt8(ops, matrix, 0);
