import { z } from "zod";
import { positive, readParameters } from "../../plugin.ts";
import { NOTHING_MISSED, type Optimizer } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.strictObject({ learningRate: positive.default(0.01) });

/** Stochastic gradient descent: w -= rate g. Rows without a gradient stay as they are. */
export const sgd: OptimizerPlugin = { bind: (parameters) => sgdOf("sgd", parameters) };

export function sgdOf(name: string, parameters: Parameters<OptimizerPlugin["bind"]>[0]): Optimizer {
  const { learningRate } = readParameters(`optimizer ${name}`, schema, parameters);
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
}
