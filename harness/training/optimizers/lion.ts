import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import type { OptimizerPlugin } from "./registry.ts";
import { stepsWithinFloat32 } from "./undecayed.ts";

const schema = z.strictObject({
  learningRate: positive.default(0.001),
  beta1: decay.default(0.9),
  beta2: decay.default(0.99),
});

/**
 * Lion (Chen et al. 2023, arXiv:2302.06675) without weight decay, as Keras has it: w -= rate sign(b1 m + (1 - b1) g);
 * m = b2 m + (1 - b2) g. Every weight moves by the rate, so it wants a tenth of Adam's. Dense: rows without a gradient
 * move on by the sign of their momentum.
 *
 * The slot holds n = sum of g_i b2^-i, so that m before step j is (1 - b2) b2^(j-1) n. Only a sign is asked of
 * b1 m + (1 - b1) g, so it is taken of n + g (1 - b1) / (b1 (1 - b2) b2^(j-1)), which leaves all other rows alone.
 */
export const lion: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, beta1, beta2 } = readParameters("optimizer lion", schema, parameters);
    return {
      slots: ["n"],
      learningRate,
      maxStepsInChunk: stepsWithinFloat32(beta2),
      scalars: ({ stepInChunk, learningRate: rate }) => ({
        gradientScale: beta2 ** -stepInChunk,
        mixScale: (1 - beta1) / (beta1 * (1 - beta2) * beta2 ** (stepInChunk - 1)),
        rate,
      }),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const mixed = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.mixScale!));
        return {
          weight: ops.sub(weight, ops.mul(ops.sign(mixed), scalars.rate!)),
          slots: { n: ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!)) },
        };
      },
      missed: {
        terms: ({ learningRate: rate }) => [rate],
        factors: (sums) => sums,
        apply: (ops, { weight, slots }, [rates]) => ops.sub(weight, ops.mul(ops.sign(slots.n!), rates!)),
      },
      rescale: (steps) => ({ n: beta2 ** steps }),
    };
  },
};
