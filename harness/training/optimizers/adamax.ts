import type { StepPosition } from "../optimizer.ts";
import { ADAM_PARAMETERS, MISSED_ERROR, missedError, missedMoments } from "./adam.ts";
import { defineOptimizer } from "./define.ts";
import { undecayedSteps } from "./undecayed.ts";

/**
 * Adamax (Kingma & Ba 2015, arXiv:1412.6980, section 7.1) as Keras has it: m = b1 m + (1 - b1) g; u = max(b2 u, |g|);
 * w -= rate / (1 - b1^t) m / (u + epsilon). Rows without a gradient go on moving.
 *
 * With j the step in the chunk, the slots hold n = m / ((1 - b1) b1^j) and s = u b2^-j, so that they change in touched
 * rows only and missed steps have Adam's closed form.
 */
export const adamax = defineOptimizer("adamax", ADAM_PARAMETERS, ({ learningRate, beta1, beta2, epsilon }) => {
  const epsilonAt = (j: number) => epsilon * beta2 ** -j;
  const rateAt = ({ stepInChunk: j, stepsBefore, learningRate: rate }: StepPosition) =>
    (rate * (1 - beta1) * (beta1 / beta2) ** j) / (1 - beta1 ** (stepsBefore + j));
  return {
    slots: ["n", "s"],
    learningRate,
    maxStepsInChunk: undecayedSteps(Math.min(beta1, beta2)),
    scalars: (at) => ({
      gradientScale: beta1 ** -at.stepInChunk,
      normScale: beta2 ** -at.stepInChunk,
      epsilon: epsilonAt(at.stepInChunk),
      rate: rateAt(at),
    }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
      const norms = ops.mul(ops.abs(gradient), scalars.normScale!);
      const s = ops.scatterUpdateRows(slots.s!, rows, ops.maximum(ops.gatherRows(slots.s!, rows), norms));
      const change = ops.mul(ops.div(n, ops.add(s, scalars.epsilon!)), scalars.rate!);
      return { weight: ops.sub(weight, change), slots: { n, s } };
    },
    ...(missedError(beta1, beta2) > MISSED_ERROR ? {} : { missed: missedMoments(rateAt, epsilonAt) }),
    rescale: (steps) => ({ n: beta1 ** steps, s: beta2 ** steps }),
  };
});
