import type { Optimizer } from "../../contract/optimizer.ts";
import { correctedOptimizer } from "./corrected-optimizer.ts";
import type { TableLayout } from "./parameter-table.ts";

/** The slot of what is held: 1 where a weight stays as it is, else 0. */
export const HELD_SLOT = "held";

/** An update rule under which some weights stay as they were before the training: after each step of the inner rule, they are set back. */
export function heldOptimizer(inner: Optimizer): Optimizer {
  // Products rather than a sum of the difference, so that what is not held is the inner rule's to the last bit.
  return correctedOptimizer(inner, HELD_SLOT, (ops, held, { before, after }) =>
    ops.add(ops.mul(before, held), ops.mul(after, ops.sub(ops.scalar(1), held))),
  );
}

/** A slot that holds the embedding: 1 for its entries, 0 for those of the dense layers. */
export function heldEmbedding({ rows, columns, embeddingRows }: TableLayout): Float32Array {
  return new Float32Array(rows * columns).fill(1, 0, embeddingRows * columns);
}
