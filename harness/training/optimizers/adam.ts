import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.strictObject({
  learningRate: positive.default(0.001),
  beta1: decay.default(0.9),
  beta2: decay.default(0.999),
  epsilon: positive.default(1e-7),
});

/** Undecayed sums may grow to this before float32 loses them: 1e18 squared still fits. */
const LARGEST_SCALE = 1e18;

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980) with Keras' placement of epsilon:
 * w -= a m / (sqrt(v) + epsilon) with a = rate sqrt(1 - b2^t) / (1 - b1^t). Exact for all rows, those without a
 * gradient included, though only touched rows change their state.
 *
 * With t = stepsBefore + j, the slots hold n = sum of g_i b1^-i and s = sqrt(sum of g_i^2 b2^-i), so that
 * m = (1 - b1) b1^j n and sqrt(v) = sqrt(1 - b2) b2^(j/2) s; the powers move into the step's scalars.
 */
export const adam: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, beta1, beta2, epsilon } = readParameters("optimizer adam", schema, parameters);
    return {
      slots: ["n", "s"],
      learningRate,
      maxStepsInChunk: Math.max(1, Math.floor(Math.log(LARGEST_SCALE) / -Math.log(Math.min(beta1, beta2)))),
      scalars: ({ stepInChunk: j, stepsBefore, learningRate: rate }) => {
        const t = stepsBefore + j;
        const rootV = Math.sqrt(1 - beta2) * beta2 ** (j / 2);
        const step = (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
        return {
          gradientScale: beta1 ** -j,
          squareScale: beta2 ** -j,
          epsilon: epsilon / rootV,
          rate: (step * (1 - beta1) * beta1 ** j) / rootV,
        };
      },
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
        const before = ops.gatherRows(slots.s!, rows);
        const squares = ops.mul(ops.mul(gradient, gradient), scalars.squareScale!);
        const s = ops.scatterUpdateRows(slots.s!, rows, ops.sqrt(ops.add(ops.mul(before, before), squares)));
        const change = ops.mul(ops.div(n, ops.add(s, scalars.epsilon!)), scalars.rate!);
        return { weight: ops.sub(weight, change), slots: { n, s } };
      },
      rescale: (steps) => ({ n: beta1 ** steps, s: beta2 ** (steps / 2) }),
    };
  },
};
