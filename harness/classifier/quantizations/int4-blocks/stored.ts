import { SPECIAL_ROWS, type StoredTensor } from "../../../contract/index.ts";
import { exactRows, largestMagnitude, type Matrix } from "../matrix.ts";
import { withExactRows } from "../stored-form.ts";

/** Added to every code, so that a nibble is not negative. */
export const NIBBLE_OFFSET = 8;

export interface Int4BlocksTensor extends StoredTensor {
  readonly kind: "int4-blocks";
  readonly shape: readonly [number, number];
  /** Columns that share a scale. */
  readonly blockSize: number;
  /** [rows, ceil(columns / 2)]: low nibble = even column; nibble - 8 is the code in [-8, 7]. */
  readonly packed: Uint8Array;
  /** [rows, ceil(columns / blockSize)] */
  readonly scales: Float32Array;
  /** Rows of padding and <OOV> in float32 [2, columns]. */
  readonly exact: Float32Array;
}

/**
 * Four bits per weight and one scale per block of columns. The scale is signed such that the weight of the largest
 * magnitude gets code -8 exactly: the whole range [-8, 7] is used.
 * @throws NonFiniteError on NaN or infinity
 * @see the Q4_0 format of ggml, which scales blocks of 32 in this way
 */
export function toInt4Blocks(matrix: Matrix, blockSize: number): Int4BlocksTensor {
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
        const code = scale === 0 ? 0 : Math.round(value / scale);
        const nibble = Math.min(15, Math.max(0, code + NIBBLE_OFFSET));
        const column = start + index;
        packed[row * bytesPerRow + (column >> 1)]! |= (column & 1) === 0 ? nibble : nibble << 4;
      });
    }
  }
  return { kind: "int4-blocks", shape: [rows, columns], blockSize, packed, scales, exact: exactRows(matrix) };
}

export function dequantizeInt4Blocks({ packed, scales, blockSize, exact, shape }: Int4BlocksTensor): Float32Array {
  const [rows, columns] = shape;
  const bytesPerRow = Math.ceil(columns / 2);
  const blocks = Math.ceil(columns / blockSize);
  const values = Float32Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const byte = packed[row * bytesPerRow + (column >> 1)]!;
    const code = ((column & 1) === 0 ? byte & 15 : byte >> 4) - NIBBLE_OFFSET;
    return code * scales[row * blocks + Math.floor(column / blockSize)]!;
  });
  return withExactRows(values, exact);
}
