/**
 * The operations of a training step. T is a tensor on a runtime that runs operations one by one, and the name
 * of a graph value on one that emits them. Shapes broadcast as in NumPy; row ids are whole numbers held the way the
 * runtime wants them (`rows` in the step's inputs).
 */
export interface TensorOps<T> {
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  sqrt(a: T): T;
  relu(a: T): T;
  /** The gradient where the relu's output is above 0, else 0. */
  reluGradient(gradient: T, output: T): T;
  sigmoid(a: T): T;
  /** Over the last axis. */
  softmax(a: T): T;
  /** [m, k] x [k, n] -> [m, n] */
  matMul(a: T, b: T, options?: MatMulOptions): T;
  /** x [m, k] times kernel [k, n] plus bias [n]. */
  affine(x: T, kernel: T, bias: T): T;
  /** [m, n] -> [n] */
  sumRows(a: T): T;
  reshape(a: T, shape: readonly number[]): T;
  /** Cuts a vector into pieces of the given lengths, which sum to its own. */
  split(a: T, lengths: readonly number[]): T[];
  /** Joins along the first axis. */
  concat(parts: readonly T[]): T;
  /** Rows start .. start + count of [m, n]; to the end where count is left out. */
  sliceRows(a: T, start: number, count?: number): T;
  scalar(value: number): T;
  zeros(shape: readonly number[]): T;
  zerosLike(a: T): T;
  /** [v, d], [u] -> [u, d] */
  gatherRows(table: T, ids: T): T;
  /** base [v, d] + rows [u, d] added at ids [u]; an id that occurs twice gets both rows. */
  scatterAddRows(base: T, ids: T, rows: T): T;
  /** The same where only ids with rows of zeros occur twice. */
  addToRows(base: T, ids: T, rows: T): T;
  /** base [v, d] with the rows at ids [u] replaced; equal ids must bring equal rows. */
  scatterUpdateRows(base: T, ids: T, rows: T): T;
  // For rounding.
  /** The largest whole number that is not above the value. */
  floor(a: T): T;
  /** The largest of each row or column, the axis kept: [m, n] -> [m, 1] along axis 1, [1, n] along axis 0. */
  largest(a: T, axis: 0 | 1): T;
  // For optimizers, besides the above.
  abs(a: T): T;
  /** -1, 0 or 1. */
  sign(a: T): T;
  /** The larger of each pair. */
  maximum(a: T, b: T): T;
  /** Over all entries. */
  sum(a: T): T;
}

export interface MatMulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}
