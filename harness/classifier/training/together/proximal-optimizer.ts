import type { Optimizer } from "../../../contract/optimizer.ts";

/** The slot of the weights that a worker is held to: those of the last average. */
export const ANCHOR_SLOT = "anchor";

/**
 * An update rule that is held to the last average of all workers: after the inner rule's step, weights also move by rate x mu towards it, from
 * where they were before the step. With sgd that is the gradient of mu / 2 |w - average|^2 on top of the loss; adaptive rules do not
 * scale it, as AdamW does not scale its decay.
 * @see Li et al. 2020, arXiv:1812.06127 (FedProx)
 */
export function proximalOptimizer(inner: Optimizer, mu: number): Optimizer {
  const { missed: _, ...rule } = inner;
  return {
    ...rule,
    slots: [...inner.slots, ANCHOR_SLOT],
    scalars: (at) => ({ ...inner.scalars(at), pull: at.learningRate * mu }),
    update: (ops, group, scalars) => {
      const { weight, slots } = inner.update(ops, group, scalars);
      const anchor = group.slots[ANCHOR_SLOT]!;
      const away = ops.sub(group.weight, anchor);
      return { weight: ops.sub(weight, ops.mul(away, scalars.pull!)), slots: { ...slots, [ANCHOR_SLOT]: anchor } };
    },
    rescale: (chunkSteps) => ({ ...inner.rescale(chunkSteps), [ANCHOR_SLOT]: 1 }),
  };
}
