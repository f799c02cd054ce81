import type { Optimizer } from "../../contract/optimizer.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { TableLayout } from "./parameter-table.ts";

/** The slot of what is held, laid out as the parameter table: 1 where a weight stays as it is, else 0. */
export const HELD_SLOT = "held";

/**
 * An update rule under which some weights stay as they were before the training: after each step of the inner rule, they are set back. What
 * is held is a slot, which a training passes in as its initial value.
 */
export function heldOptimizer(inner: Optimizer): Optimizer {
  const { missed } = inner;
  return {
    ...inner,
    slots: [...inner.slots, HELD_SLOT],
    update: (ops, group, scalars) => {
      const { weight, slots } = inner.update(ops, group, scalars);
      const held = group.slots[HELD_SLOT]!;
      return {
        weight: withHeld(ops, held, { before: group.weight, after: weight }),
        slots: { ...slots, [HELD_SLOT]: held },
      };
    },
    ...(missed === undefined
      ? {}
      : {
          missed: {
            ...missed,
            apply: (ops, rows, factors) =>
              withHeld(ops, rows.slots[HELD_SLOT]!, { before: rows.weight, after: missed.apply(ops, rows, factors) }),
          },
        }),
    rescale: (chunkSteps) => ({ ...inner.rescale(chunkSteps), [HELD_SLOT]: 1 }),
  };
}

/** Products rather than a sum of the difference, so that what is not held is the inner rule's to the last bit. */
function withHeld<T>(ops: TensorOps<T>, held: T, { before, after }: { readonly before: T; readonly after: T }): T {
  return ops.add(ops.mul(before, held), ops.mul(after, ops.sub(ops.scalar(1), held)));
}

/** A slot that holds the embedding: 1 for its entries, 0 for those of the dense layers. */
export function heldEmbedding({ rows, columns, embeddingRows }: TableLayout): Float32Array {
  return new Float32Array(rows * columns).fill(1, 0, embeddingRows * columns);
}
