import { SPECIAL_ROWS } from "../../contract/index.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { StepBatch, StepExtra } from "../../contract/trainer.ts";
import type { FakeQuantization } from "../../contract/training-variant.ts";
import type { TableLayout } from "./parameter-table.ts";

/** 1 where the batch's word is rounded, 0 where its row stays exact: padding, <OOV>, and what fills a batch up. */
const ROUNDED = "rounded";

export const FAKE_QUANTIZATION_EXTRAS: readonly StepExtra[] = [{ name: ROUNDED, dims: ["unique", 1] }];

/** Gives a batch the input of a step that rounds. */
export function withRoundedRows(batch: StepBatch): StepBatch {
  const rounded = Float32Array.from(batch.rows, (id) => (id < SPECIAL_ROWS ? 0 : 1));
  return { ...batch, extras: { ...batch.extras, [ROUNDED]: rounded } };
}

/** The rows of a batch's words [unique, columns] as the forward pass sees them. */
export function fakeWords<T>(
  ops: TensorOps<T>,
  embedding: FakeQuantization["embedding"],
  words: T,
  columns: number,
  extras: Readonly<Record<string, T>>,
): T {
  const quantized =
    embedding === "int8-rows" ? fakeInt8(ops, words, 1) : fakeInt4(ops, words, columns, embedding.int4BlockSize);
  const rounded = extras[ROUNDED]!;
  // Sums of a value and an exact 0.
  return ops.add(ops.mul(quantized, rounded), ops.mul(words, ops.sub(ops.scalar(1), rounded)));
}

/** Dense parameters by name as the forward pass sees them: kernels rounded, biases as they are. */
export function fakeKernels<T>(
  ops: TensorOps<T>,
  { parameters }: TableLayout,
  values: ReadonlyMap<string, T>,
): Map<string, T> {
  const isKernel = new Map(parameters.map(({ name, shape }) => [name, shape.length === 2]));
  return new Map([...values].map(([name, value]) => [name, isKernel.get(name) ? fakeInt8(ops, value, 0) : value]));
}

/** As `toInt8Rows` or `toInt8Columns` store a matrix. @param axis that shares a scale: 1 a row's columns, 0 a column's rows */
function fakeInt8<T>(ops: TensorOps<T>, matrix: T, axis: 0 | 1): T {
  const scale = ops.div(ops.largest(ops.abs(matrix), axis), ops.scalar(127));
  return ops.mul(nearest(ops, ops.div(matrix, divisor(ops, scale))), scale);
}

/**
 * As `toInt4Blocks` stores a matrix, but where a block holds its largest magnitude with both signs: the scale is then
 * that of the positive one, there of the first one.
 */
function fakeInt4<T>(ops: TensorOps<T>, matrix: T, columns: number, blockSize: number): T {
  const starts = Array.from({ length: Math.ceil(columns / blockSize) }, (_, block) => block * blockSize);
  const ofBlocks = starts.map((start) => {
    if (starts.length === 1) return signedScale(ops, matrix);
    const block = columnMask(ops, columns, start, Math.min(start + blockSize, columns));
    // An outer product of one term: the scale in the block's columns, 0 in the others.
    return ops.matMul(signedScale(ops, ops.mul(matrix, block)), ops.reshape(block, [1, columns]));
  });
  const scale = ofBlocks.reduce((sum, one) => ops.add(sum, one));
  const code = nearest(ops, ops.div(matrix, divisor(ops, scale)));
  // min(code, 7): the magnitude of the largest with the other sign would be 8.
  const clamped = ops.sub(ops.scalar(7), ops.relu(ops.sub(ops.scalar(7), code)));
  return ops.mul(clamped, scale);
}

/** The value of each row's largest magnitude / -8: [rows, 1] */
function signedScale<T>(ops: TensorOps<T>, matrix: T): T {
  const magnitude = ops.largest(ops.abs(matrix), 1);
  // Above 0 where the largest magnitude is a negative value's.
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

/** The scale, or 1 where all that share it are 0. */
function divisor<T>(ops: TensorOps<T>, scale: T): T {
  return ops.add(scale, ops.sub(ops.scalar(1), ops.reluGradient(ops.scalar(1), ops.abs(scale))));
}

/** Halves up, as Math.round: a runtime's own rounding takes halves to the even number. */
function nearest<T>(ops: TensorOps<T>, value: T): T {
  return ops.floor(ops.add(value, ops.scalar(0.5)));
}
