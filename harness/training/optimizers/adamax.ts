import { readParameters } from "../../plugin.ts";
import type { StepPosition } from "../optimizer.ts";
import { adamSchema, missedWithEpsilon } from "./adam.ts";
import type { OptimizerPlugin } from "./registry.ts";
import { stepsWithinFloat32 } from "./undecayed.ts";

/**
 * Adamax (Kingma & Ba 2015, section 7.1) as Keras has it: m = b1 m + (1 - b1) g; u = max(b2 u, |g|);
 * w -= rate / (1 - b1^t) m / (u + epsilon). Dense: rows without a gradient move on.
 *
 * The slots hold n = sum of g_i b1^-i and s = max of |g_i| b2^-i, so that m = (1 - b1) b1^j n and u = b2^j s.
 */
export const adamax: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, beta1, beta2, epsilon } = readParameters("optimizer adamax", adamSchema, parameters);
    const epsilonAt = (j: number) => epsilon * beta2 ** -j;
    const rateAt = ({ stepInChunk: j, stepsBefore, learningRate: rate }: StepPosition) =>
      (rate / (1 - beta1 ** (stepsBefore + j))) * (1 - beta1) * (beta1 / beta2) ** j;
    return {
      slots: ["n", "s"],
      learningRate,
      maxStepsInChunk: stepsWithinFloat32(Math.min(beta1, beta2)),
      scalars: (at) => ({
        gradientScale: beta1 ** -at.stepInChunk,
        sizeScale: beta2 ** -at.stepInChunk,
        epsilon: epsilonAt(at.stepInChunk),
        rate: rateAt(at),
      }),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
        const sizes = ops.mul(ops.abs(gradient), scalars.sizeScale!);
        const s = ops.scatterUpdateRows(slots.s!, rows, ops.maximum(ops.gatherRows(slots.s!, rows), sizes));
        const change = ops.mul(ops.div(n, ops.add(s, scalars.epsilon!)), scalars.rate!);
        return { weight: ops.sub(weight, change), slots: { n, s } };
      },
      ...missedWithEpsilon(rateAt, epsilonAt, { beta1, growth: -Math.log(beta2) }),
      rescale: (steps) => ({ n: beta1 ** steps, s: beta2 ** steps }),
    };
  },
};
