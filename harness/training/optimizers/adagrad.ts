import { z } from "zod";
import { positive, readParameters } from "../../plugin.ts";
import { NOTHING_MISSED } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.strictObject({
  learningRate: positive.default(0.001),
  initialAccumulator: z.number().min(0).default(0.1),
  epsilon: positive.min(1e-30).default(1e-7),
});

/**
 * Adagrad (Duchi, Hazan & Singer 2011) as Keras has it: a += g^2; w -= rate g / sqrt(a + epsilon), a starting at
 * `initialAccumulator`. The slot holds a less its start, since slots start at 0.
 */
export const adagrad: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, initialAccumulator, epsilon } = readParameters("optimizer adagrad", schema, parameters);
    return {
      slots: ["a"],
      learningRate,
      maxStepsInChunk: Number.POSITIVE_INFINITY,
      scalars: (at) => ({ minusRate: -at.learningRate }),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const a = ops.add(ops.gatherRows(slots.a!, rows), ops.mul(gradient, gradient));
        const divisor = ops.sqrt(ops.add(a, ops.scalar(initialAccumulator + epsilon)));
        const change = ops.div(ops.mul(gradient, scalars.minusRate!), divisor);
        return {
          weight: ops.scatterAddRows(weight, rows, change),
          slots: { a: ops.scatterUpdateRows(slots.a!, rows, a) },
        };
      },
      missed: NOTHING_MISSED,
      rescale: () => ({ a: 1 }),
    };
  },
};
