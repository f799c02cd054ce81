import type { StepPosition } from "../../../contract/optimizer.ts";
import { ADAM_PARAMETERS, momentRule } from "./adam.ts";
import { defineOptimizer } from "./define.ts";

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
  return momentRule({
    learningRate,
    beta1,
    beta2,
    decayAfter: (steps) => beta2 ** steps,
    epsilonAt,
    rateAt,
    nextState: (ops, before, gradient, scale) => ops.maximum(before, ops.mul(ops.abs(gradient), scale)),
  });
});
