import { z } from "zod";
import { ParameterError, positive, readParameters } from "../../plugin.ts";
import type { Optimizer } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.object({ clipNorm: positive.optional() });

/** A rule that also takes `clipNorm`, the largest norm of a step's whole gradient; none where it is left out. */
export function clippable(inner: OptimizerPlugin): OptimizerPlugin {
  return {
    bind: ({ clipNorm: written, ...own }) => {
      const optimizer = bindOwn(inner, own);
      const { clipNorm } = readParameters("optimizer", schema, written === undefined ? {} : { clipNorm: written });
      return clipNorm === undefined ? optimizer : clipped(optimizer, clipNorm);
    },
  };
}

/** A misspelt `clipNorm` is one of the rule's own parameters that it does not know. */
function bindOwn(inner: OptimizerPlugin, own: Parameters<OptimizerPlugin["bind"]>[0]): Optimizer {
  try {
    return inner.bind(own);
  } catch (error) {
    if (error instanceof ParameterError) throw error.alsoKnowing(Object.keys(schema.shape));
    throw error;
  }
}

/**
 * The gradient of all parameters together is scaled down to `clipNorm` where it is longer (Pascanu, Mikolov & Bengio
 * 2013; Keras' global_clipnorm). Rows without a gradient add nothing to the norm, and miss what the rule itself says.
 */
function clipped(inner: Optimizer, clipNorm: number): Optimizer {
  return {
    ...inner,
    update: (ops, group, scalars) => {
      const norm = ops.sqrt(ops.sumAll(ops.mul(group.gradient, group.gradient)));
      const limit = ops.scalar(clipNorm);
      const gradient = ops.mul(group.gradient, ops.div(limit, ops.maximum(norm, limit)));
      return inner.update(ops, { ...group, gradient }, scalars);
    },
  };
}
