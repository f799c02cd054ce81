import type { Optimizer } from "../../../contract/optimizer.ts";

/**
 * The same rule on a gradient that is scaled down to a norm of at most `clipNorm` in every step (Pascanu et al. 2013,
 * arXiv:1211.5063; Keras' global_clipnorm). The norm is that of the whole gradient, embedding and dense layers
 * together; ids that fill up `rows` have gradient 0 and add nothing to it.
 */
export function clipByNorm(optimizer: Optimizer, clipNorm: number): Optimizer {
  return {
    ...optimizer,
    update: (ops, group, scalars) => {
      const limit = ops.scalar(clipNorm);
      const norm = ops.sqrt(ops.sum(ops.mul(group.gradient, group.gradient)));
      const gradient = ops.mul(group.gradient, ops.div(limit, ops.maximum(norm, limit)));
      return optimizer.update(ops, { ...group, gradient }, scalars);
    },
  };
}
