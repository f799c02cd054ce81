import * as z from "zod";
import { NOTHING_MISSED } from "../../../contract/optimizer.ts";
import { divisorEpsilon, positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";

/**
 * Adagrad (Duchi et al. 2011, JMLR 12) as Keras has it: a = a + g^2 from an initial accumulator on;
 * w -= rate g / sqrt(a + epsilon). Rows without a gradient stay as they are.
 *
 * The slot holds what came on top of the initial accumulator, which is added when it is read.
 */
export const adagrad = defineOptimizer(
  "adagrad",
  {
    learningRate: positive.default(0.001),
    initialAccumulator: z.number().min(0).default(0.1),
    epsilon: divisorEpsilon.default(1e-7),
  },
  ({ learningRate, initialAccumulator, epsilon }) => ({
    slots: ["a"],
    learningRate,
    maxStepsInChunk: Number.POSITIVE_INFINITY,
    scalars: (at) => ({ minusRate: -at.learningRate }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const touched = ops.add(ops.gatherRows(slots.a!, rows), ops.mul(gradient, gradient));
      const root = ops.sqrt(ops.add(touched, ops.scalar(initialAccumulator + epsilon)));
      const change = ops.div(ops.mul(gradient, scalars.minusRate!), root);
      return {
        weight: ops.addToRows(weight, rows, change),
        slots: { a: ops.scatterUpdateRows(slots.a!, rows, touched) },
      };
    },
    missed: NOTHING_MISSED,
    rescale: () => ({ a: 1 }),
  }),
);
