import { defineOptimizer } from "../../../harness/classifier/training/optimizers/define.ts";
import { NOTHING_MISSED } from "../../../harness/contract/optimizer.ts";
import { positive } from "../../../harness/contract/plugin.ts";

/** Steps of one size, downhill: w -= rate sign(g). */
export const signs = defineOptimizer("signs", { learningRate: positive.default(0.01) }, ({ learningRate }) => ({
  slots: [],
  learningRate,
  maxStepsInChunk: Number.POSITIVE_INFINITY,
  scalars: (at) => ({ minusRate: -at.learningRate }),
  update: (ops, { weight, gradient, rows }, scalars) => ({
    weight: ops.addToRows(weight, rows, ops.mul(ops.sign(gradient), scalars.minusRate!)),
    slots: {},
  }),
  missed: NOTHING_MISSED,
  rescale: () => ({}),
}));
