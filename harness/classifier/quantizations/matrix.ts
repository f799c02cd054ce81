import { setFloat16 } from "@petamoriken/float16";
import { ConfigError, NonFiniteError } from "../../base/errors.ts";
import { SPECIAL_ROWS, type StoredTensor, type TrainedModel } from "../../contract/index.ts";

export type Matrix = { readonly rows: number; readonly columns: number; readonly data: Float32Array };
type Stored<K extends StoredTensor["kind"]> = Extract<StoredTensor, { kind: K }>;

/** Largest code of symmetric int8; -128 stays unused, so that the range is the same on both sides. */
const INT8_LIMIT = 127;

const LARGEST_FLOAT16 = 65504;

/**
 * The embedding in IEEE half precision; rows of padding and <OOV> kept exact.
 * @throws NonFiniteError on NaN, infinity and what half precision would make infinite
 */
export function toFloat16(matrix: Matrix): Stored<"float16"> {
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

/**
 * The embedding in int8 with one symmetric scale per row, or one for all rows but those of padding and <OOV>.
 * @throws NonFiniteError on NaN or infinity: a broken weight must not become a quiet 0
 * @see Jacob et al. 2018, arXiv:1712.05877, eq. 1 with zero-point 0
 */
export function toInt8Rows(matrix: Matrix, granularity: "row" | "tensor" = "row"): Stored<"int8-rows"> {
  const { rows, columns } = matrix;
  const codes = new Int8Array(rows * columns);
  if (granularity === "tensor") {
    const start = SPECIAL_ROWS * columns;
    const scale = int8Scale(matrix.data.subarray(start));
    for (let index = start; index < codes.length; index += 1) codes[index] = toInt8(matrix.data[index]!, scale);
    return {
      kind: "int8-rows",
      shape: [rows, columns],
      codes,
      scales: Float32Array.of(scale),
      exact: exactRows(matrix),
    };
  }
  const scales = new Float32Array(rows);
  for (let row = SPECIAL_ROWS; row < rows; row += 1) {
    const values = matrix.data.subarray(row * columns, (row + 1) * columns);
    const scale = int8Scale(values);
    scales[row] = scale;
    for (const [column, value] of values.entries()) codes[row * columns + column] = toInt8(value, scale);
  }
  return { kind: "int8-rows", shape: [rows, columns], codes, scales, exact: exactRows(matrix) };
}

/**
 * A dense kernel [inputs, outputs] in int8 with one symmetric scale per output, or one for all outputs.
 * @throws NonFiniteError on NaN or infinity
 */
export function toInt8Columns(
  { rows, columns, data }: Matrix,
  granularity: "channel" | "tensor" = "channel",
): Stored<"int8-columns"> {
  const scales =
    granularity === "tensor"
      ? Float32Array.of(int8Scale(data))
      : Float32Array.from({ length: columns }, (_, column) =>
          int8Scale(Float32Array.from({ length: rows }, (__, row) => data[row * columns + column]!)),
        );
  const codes = Int8Array.from(data, (value, index) => toInt8(value, scales[index % scales.length]!));
  return { kind: "int8-columns", shape: [rows, columns], codes, scales };
}

/**
 * Four bits a weight, one scale a block of columns. The scale is signed such that the weight of the largest magnitude
 * gets code -8 exactly: the whole range [-8, 7] is used.
 * @throws NonFiniteError on NaN or infinity
 * @see the Q4_0 format of ggml, which scales blocks of 32 in this way
 */
export function toInt4Blocks(matrix: Matrix, blockSize: number): Stored<"int4-blocks"> {
  const { rows, columns } = matrix;
  const blocks = Math.ceil(columns / blockSize);
  const bytesPerRow = Math.ceil(columns / 2);
  const packed = new Uint8Array(rows * bytesPerRow);
  const scales = new Float32Array(rows * blocks);
  for (let row = SPECIAL_ROWS; row < rows; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const start = block * blockSize;
      const values = matrix.data.subarray(row * columns + start, row * columns + Math.min(start + blockSize, columns));
      // A block of zeros would have a scale of -0.
      const scale = Math.fround(largestMagnitude(values) / -8) + 0;
      scales[row * blocks + block] = scale;
      values.forEach((value, index) => {
        const nibble = scale === 0 ? 8 : Math.min(15, Math.max(0, Math.round(value / scale) + 8));
        const column = start + index;
        packed[row * bytesPerRow + (column >> 1)]! |= (column & 1) === 0 ? nibble : nibble << 4;
      });
    }
  }
  return { kind: "int4-blocks", shape: [rows, columns], blockSize, packed, scales, exact: exactRows(matrix) };
}

/** A copy of the model with some weights stored anew. */
export function restore(
  model: TrainedModel,
  scheme: string,
  change: (name: string, matrix: Matrix) => StoredTensor | null,
): TrainedModel {
  const weights = new Map(
    [...model.weights].map(([name, stored]): [string, StoredTensor] => {
      const [rows, columns] = stored.shape;
      if (stored.shape.length !== 2 || rows === undefined || columns === undefined) return [name, stored];
      if (stored.kind !== "float32") {
        throw new ConfigError(
          `${scheme}: ${name} is already stored as ${stored.kind}; quantize each weight once, from float32`,
        );
      }
      return [name, change(name, { rows, columns, data: stored.data }) ?? stored];
    }),
  );
  return { ...model, weights };
}

/** The rows of padding and <OOV>, which every stored embedding keeps as they are. */
export function exactRows({ columns, data }: Matrix): Float32Array {
  return data.slice(0, SPECIAL_ROWS * columns);
}

/** The value of the largest magnitude, with its sign; 0 for none. @throws NonFiniteError on NaN or infinity */
export function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) throw new NonFiniteError(`cannot quantize the weight ${value}: the training diverged`);
    if (Math.abs(value) > Math.abs(largest)) largest = value;
  }
  return largest;
}

/** The step that gives the largest magnitude code 127, as the float32 that is stored. */
function int8Scale(values: Float32Array): number {
  return Math.fround(Math.abs(largestMagnitude(values)) / INT8_LIMIT);
}

/** All values of a scale of 0 are 0. */
function toInt8(value: number, scale: number): number {
  return scale === 0 ? 0 : Math.max(-INT8_LIMIT, Math.min(INT8_LIMIT, Math.round(value / scale)));
}
