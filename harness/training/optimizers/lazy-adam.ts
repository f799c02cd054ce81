import { readParameters } from "../../plugin.ts";
import { NOTHING_MISSED } from "../optimizer.ts";
import { adamSchema } from "./adam.ts";
import type { OptimizerPlugin } from "./registry.ts";

/**
 * Adam for sparse gradients: moments and weights of the touched rows alone move, and decay once a touch instead of once a
 * step; the bias correction follows the step number. The cheap variant for embeddings, another rule than Adam: a rare word
 * keeps its momentum for its next appearance. With Keras' placement of epsilon; TensorFlow Addons' LazyAdam is the same rule.
 */
export const lazyAdam: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, beta1, beta2, epsilon } = readParameters("optimizer lazy-adam", adamSchema, parameters);
    return {
      slots: ["m", "v"],
      learningRate,
      maxStepsInChunk: Number.POSITIVE_INFINITY,
      scalars: ({ stepInChunk, stepsBefore, learningRate: rate }) => {
        const t = stepsBefore + stepInChunk;
        return { minusRate: (-rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t) };
      },
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const decayed = (slot: string, decay: number, term: typeof gradient) =>
          ops.add(ops.mul(ops.gatherRows(slots[slot]!, rows), ops.scalar(decay)), ops.mul(term, ops.scalar(1 - decay)));
        const m = decayed("m", beta1, gradient);
        const v = decayed("v", beta2, ops.mul(gradient, gradient));
        const direction = ops.div(m, ops.add(ops.sqrt(v), ops.scalar(epsilon)));
        return {
          weight: ops.scatterAddRows(weight, rows, ops.mul(direction, scalars.minusRate!)),
          slots: {
            m: ops.scatterUpdateRows(slots.m!, rows, m),
            v: ops.scatterUpdateRows(slots.v!, rows, v),
          },
        };
      },
      missed: NOTHING_MISSED,
      rescale: () => ({ m: 1, v: 1 }),
    };
  },
};
