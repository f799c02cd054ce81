import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import type { MissedSteps, Optimizer, StepPosition } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";
import { stepsWithinFloat32 } from "./undecayed.ts";

export const adamSchema = z.strictObject({
  learningRate: positive.default(0.001),
  beta1: decay.default(0.9),
  beta2: decay.default(0.999),
  // Smaller ones are 0 in float32, and a weight without a gradient then becomes 0 / 0.
  epsilon: positive.min(1e-30).default(1e-7),
});

/**
 * Relative error up to which the closed form of missed steps is offered: that of a constant learning rate, reached where
 * epsilon rules the divisor.
 */
export const MISSED_ERROR = 1e-4;

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980) with Keras' placement of epsilon:
 * w -= a m / (sqrt(v) + epsilon) with a = rate sqrt(1 - b2^t) / (1 - b1^t). It is dense Adam, which moves rows without a
 * gradient too, though only touched rows change their state: `update` moves all rows in every step, and `missed` moves
 * a row that steps have left out, within `MISSED_ERROR` of what they would have done.
 *
 * With t = stepsBefore + j, the slots hold n = sum of g_i b1^-i and s = sqrt(sum of g_i^2 b2^-i), so that
 * m = (1 - b1) b1^j n and sqrt(v) = sqrt(1 - b2) b2^(j/2) s; the powers move into the step's scalars.
 */
export const adam: OptimizerPlugin = {
  bind: (parameters) => adamOf(readParameters("optimizer adam", adamSchema, parameters)),
};

export function adamOf({ learningRate, beta1, beta2, epsilon }: z.output<typeof adamSchema>): Optimizer {
  const rootV = (j: number) => Math.sqrt(1 - beta2) * beta2 ** (j / 2);
  const epsilonAt = (j: number) => epsilon / rootV(j);
  const rateAt = ({ stepInChunk: j, stepsBefore, learningRate: rate }: StepPosition) => {
    const t = stepsBefore + j;
    const step = (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    return (step * (1 - beta1) * beta1 ** j) / rootV(j);
  };
  return {
    slots: ["n", "s"],
    learningRate,
    maxStepsInChunk: stepsWithinFloat32(Math.min(beta1, beta2)),
    scalars: (at) => ({
      gradientScale: beta1 ** -at.stepInChunk,
      squareScale: beta2 ** -at.stepInChunk,
      epsilon: epsilonAt(at.stepInChunk),
      rate: rateAt(at),
    }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
      const before = ops.gatherRows(slots.s!, rows);
      const squares = ops.mul(ops.mul(gradient, gradient), scalars.squareScale!);
      const s = ops.scatterUpdateRows(slots.s!, rows, ops.sqrt(ops.add(ops.mul(before, before), squares)));
      const change = ops.mul(ops.div(n, ops.add(s, scalars.epsilon!)), scalars.rate!);
      return { weight: ops.sub(weight, change), slots: { n, s } };
    },
    ...missedWithEpsilon(rateAt, epsilonAt, { beta1, growth: -Math.log(beta2) / 2 }),
    rescale: (steps) => ({ n: beta1 ** steps, s: beta2 ** (steps / 2) }),
  };
}

/**
 * The closed form of rules that move a weight by rate_j n / (s + e_j), where rates shrink by b1 a step and epsilons grow;
 * nothing where its error is too large. Without a gradient n and s stay as they are, so that missed steps move a weight by
 * the sum of those terms. All epsilons that count are close to their mean e, weighted by the rates, and the sum is
 * n / (s + e) times the sum of the rates, but for the epsilons' spread.
 *
 * Relative error where s is 0: the variance of epsilon, relative to its square, for a span without end. The step number has
 * a geometric distribution of variance b1 / (1 - b1)^2, by which the logarithm of epsilon grows.
 * @param decays growth is that of the logarithm of epsilon, a step
 */
export function missedWithEpsilon(
  rateAt: (at: StepPosition) => number,
  epsilonAt: (stepInChunk: number) => number,
  { beta1, growth }: { readonly beta1: number; readonly growth: number },
): { readonly missed?: MissedSteps } {
  if ((beta1 / (1 - beta1) ** 2) * growth ** 2 > MISSED_ERROR) return {};
  return {
    missed: {
      terms: (at) => {
        const rate = rateAt(at);
        return [rate, rate * epsilonAt(at.stepInChunk)];
      },
      factors: ([rates, weightedEpsilons]) => [rates!, rates === 0 ? 1 : weightedEpsilons! / rates!],
      apply: (ops, { weight, slots }, [rates, epsilon]) =>
        ops.sub(weight, ops.mul(ops.div(slots.n!, ops.add(slots.s!, epsilon!)), rates!)),
    },
  };
}
