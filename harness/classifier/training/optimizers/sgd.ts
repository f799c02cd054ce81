import { NOTHING_MISSED, type Optimizer } from "../../../contract/optimizer.ts";
import { positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";

/** Stochastic gradient descent: w -= rate g. Rows without a gradient stay as they are. */
export const sgd = defineOptimizer("sgd", { learningRate: positive.default(0.01) }, ({ learningRate }) =>
  descent(learningRate),
);

export function descent(learningRate: number): Optimizer {
  return {
    slots: [],
    learningRate,
    maxStepsInChunk: Number.POSITIVE_INFINITY,
    scalars: (at) => ({ minusRate: -at.learningRate }),
    update: (ops, { weight, gradient, rows }, scalars) => ({
      weight: ops.addToRows(weight, rows, ops.mul(gradient, scalars.minusRate!)),
      slots: {},
    }),
    missed: NOTHING_MISSED,
    rescale: () => ({}),
  };
}
