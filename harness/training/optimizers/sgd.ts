import { z } from "zod";
import { positive, readParameters } from "../../plugin.ts";
import { NOTHING_MISSED } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.strictObject({ learningRate: positive.default(0.01) });

/** Stochastic gradient descent: w -= rate g. Rows without a gradient stay as they are. */
export const sgd: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate } = readParameters("optimizer sgd", schema, parameters);
    return {
      slots: [],
      learningRate,
      maxStepsInChunk: Number.POSITIVE_INFINITY,
      scalars: (at) => ({ minusRate: -at.learningRate }),
      update: (ops, { weight, gradient, rows }, scalars) => ({
        weight: ops.scatterAddRows(weight, rows, ops.mul(gradient, scalars.minusRate!)),
        slots: {},
      }),
      missed: NOTHING_MISSED,
      rescale: () => ({}),
    };
  },
};
