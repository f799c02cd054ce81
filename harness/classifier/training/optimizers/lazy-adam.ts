import { NOTHING_MISSED } from "../../../contract/optimizer.ts";
import { decay, divisorEpsilon, positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";

/**
 * Adam on the rows that have a gradient and on no others: moments of all other rows neither decay nor move their
 * weights, and the bias correction counts all steps. It is not Adam but a cheaper algorithm for embeddings,
 * like TensorFlow Addons' LazyAdam; epsilon is placed as in Adam. Dense parameters have a gradient in every step.
 *
 * The slots hold m / (1 - b1) and v / (1 - b2), which saves one product each.
 */
export const lazyAdam = defineOptimizer(
  "lazy-adam",
  {
    learningRate: positive.default(0.001),
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: divisorEpsilon.default(1e-7),
  },
  ({ learningRate, beta1, beta2, epsilon }) => ({
    slots: ["m", "v"],
    learningRate,
    maxStepsInChunk: Number.POSITIVE_INFINITY,
    scalars: ({ stepInChunk, stepsBefore, learningRate: rate }) => {
      const t = stepsBefore + stepInChunk;
      const step = (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
      return { minusRate: (-step * (1 - beta1)) / Math.sqrt(1 - beta2) };
    },
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const m = ops.add(ops.mul(ops.gatherRows(slots.m!, rows), ops.scalar(beta1)), gradient);
      const squares = ops.mul(gradient, gradient);
      const v = ops.add(ops.mul(ops.gatherRows(slots.v!, rows), ops.scalar(beta2)), squares);
      const divisor = ops.add(ops.sqrt(v), ops.scalar(epsilon / Math.sqrt(1 - beta2)));
      const change = ops.div(ops.mul(m, scalars.minusRate!), divisor);
      return {
        weight: ops.addToRows(weight, rows, change),
        slots: { m: ops.scatterUpdateRows(slots.m!, rows, m), v: ops.scatterUpdateRows(slots.v!, rows, v) },
      };
    },
    missed: NOTHING_MISSED,
    rescale: () => ({ m: 1, v: 1 }),
  }),
);
