import type { TensorOps } from "../../../contract/tensor-ops.ts";
import type { RoundMatrix } from "../../../contract/training-variant.ts";
import { divisorOf, roundHalfUp } from "../rounding-ops.ts";

/**
 * As `toInt4Blocks`, except where a block holds its largest magnitude with both signs: this scale then follows the
 * positive value, that one the first value.
 */
export function roundInt4Blocks(blockSize: number): RoundMatrix {
  return (ops, matrix, columns) => {
    const starts = Array.from({ length: Math.ceil(columns / blockSize) }, (_, block) => block * blockSize);
    const scalesOfBlocks = starts.map((start) => {
      if (starts.length === 1) return signedScale(ops, matrix);
      const block = columnMask(ops, columns, start, Math.min(start + blockSize, columns));
      // An outer product of one term: the scale in the block's columns, 0 in the others.
      return ops.matMul(signedScale(ops, ops.mul(matrix, block)), ops.reshape(block, [1, columns]));
    });
    const scale = scalesOfBlocks.reduce((sum, one) => ops.add(sum, one));
    const code = roundHalfUp(ops, ops.div(matrix, divisorOf(ops, scale)));
    // min(code, 7): the largest magnitude with the other sign would get 8.
    const clamped = ops.sub(ops.scalar(7), ops.relu(ops.sub(ops.scalar(7), code)));
    return ops.mul(clamped, scale);
  };
}

/** The value of each row's largest magnitude / -8: [rows, 1] */
function signedScale<T>(ops: TensorOps<T>, matrix: T): T {
  const magnitude = ops.largest(ops.abs(matrix), 1);
  // Above 0 where the value of the largest magnitude is negative.
  const isNegative = ops.sub(magnitude, ops.largest(matrix, 1));
  const value = ops.sub(magnitude, ops.mul(ops.reluGradient(magnitude, isNegative), ops.scalar(2)));
  return ops.div(value, ops.scalar(-8));
}

/** 1 in columns start to end - 1, else 0: [columns] */
function columnMask<T>(ops: TensorOps<T>, columns: number, start: number, end: number): T {
  const run = (length: number, value: number) =>
    length === 0 ? [] : [ops.add(ops.zeros([length]), ops.scalar(value))];
  return ops.concat([...run(start, 0), ...run(end - start, 1), ...run(columns - end, 0)]);
}
