import type { TensorOps } from "../../contract/tensor-ops.ts";

/** The mean over positions of a batch, as a linear map of its unique rows, and that map's transpose. */
export interface Pooling<T> {
  /** rows [unique, d] -> means [batch, d] */
  forward(ops: TensorOps<T>, rows: T): T;
  /** gradient of the means [batch, d], and the rows again -> gradient of the rows [unique, d] */
  backward(ops: TensorOps<T>, gradient: T, rows: T): T;
}

/**
 * The map as a matrix [batch, unique]: fastest while the batch is small. A runtime whose product with a transposed
 * left side is slow passes in the transpose as well.
 */
export function matrixPooling<T>(shares: T, transposed?: T): Pooling<T> {
  return {
    forward: (ops, rows) => ops.matMul(shares, rows),
    backward: (ops, gradient) =>
      transposed === undefined ? ops.matMul(shares, gradient, { transposeA: true }) : ops.matMul(transposed, gradient),
  };
}

/** The map as a list of (text, row, share): its cost grows with the pairs, not with batch x unique rows. */
export function pairPooling<T>(
  pairs: { readonly text: T; readonly row: T /** [pairs, 1] */; readonly share: T },
  means: { readonly batch: number; readonly columns: number },
): Pooling<T> {
  return {
    forward: (ops, rows) => {
      const parts = ops.mul(ops.gatherRows(rows, pairs.row), pairs.share);
      return ops.scatterAddRows(ops.zeros([means.batch, means.columns]), pairs.text, parts);
    },
    backward: (ops, gradient, rows) => {
      const parts = ops.mul(ops.gatherRows(gradient, pairs.text), pairs.share);
      return ops.scatterAddRows(ops.zerosLike(rows), pairs.row, parts);
    },
  };
}
