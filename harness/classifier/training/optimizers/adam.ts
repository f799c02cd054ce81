import type { MissedSteps, Optimizer, StepPosition } from "../../../contract/optimizer.ts";
import { decay, divisorEpsilon, positive } from "../../../contract/plugin.ts";
import type { TensorOps } from "../../../contract/tensor-ops.ts";
import { defineOptimizer } from "./define.ts";
import { undecayedSteps } from "./undecayed.ts";

/** The parameters of Adam and of rules made from it. */
export const ADAM_PARAMETERS = {
  learningRate: positive.default(0.001),
  beta1: decay.default(0.9),
  beta2: decay.default(0.999),
  epsilon: divisorEpsilon.default(1e-7),
};

export interface AdamParameters {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Relative error up to which the closed form of missed steps is offered: that of a constant learning rate, reached
 * where epsilon rules the divisor.
 */
export const MISSED_ERROR = 1e-4;

export const adam = defineOptimizer("adam", ADAM_PARAMETERS, adamRule);

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980) with Keras' placement of epsilon: w -= a m / (sqrt(v) + epsilon) with a =
 * rate sqrt(1 - b2^t) / (1 - b1^t). It is dense Adam, which moves rows without a gradient too, though only touched rows
 * change their state: `update` moves all rows in every step, and `missed` moves a row that steps have left out, within
 * `MISSED_ERROR` of what they would have done.
 *
 * With t = stepsBefore + j, the slots hold n = sum of g_i b1^-i and s = sqrt(sum of g_i^2 b2^-i), so that
 * m = (1 - b1) b1^j n and sqrt(v) = sqrt(1 - b2) b2^(j/2) s; the powers move into the step's scalars.
 */
export function adamRule({ learningRate, beta1, beta2, epsilon }: AdamParameters): Optimizer {
  const rootV = (j: number) => Math.sqrt(1 - beta2) * beta2 ** (j / 2);
  const epsilonAt = (j: number) => epsilon / rootV(j);
  const rateAt = ({ stepInChunk: j, stepsBefore, learningRate: rate }: StepPosition) => {
    const t = stepsBefore + j;
    const step = (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    return (step * (1 - beta1) * beta1 ** j) / rootV(j);
  };
  return momentRule({
    learningRate,
    beta1,
    beta2,
    decayAfter: (steps) => beta2 ** (steps / 2),
    epsilonAt,
    rateAt,
    nextState: (ops, before, gradient, scale) =>
      ops.sqrt(ops.add(ops.mul(before, before), ops.mul(ops.mul(gradient, gradient), scale))),
  });
}

/** What distinguishes rules of two undecayed moments: w -= rate_j n / (s + e_j). */
export interface MomentRule {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** The factor by which s's true value has decayed after that many steps. */
  readonly decayAfter: (steps: number) => number;
  readonly epsilonAt: (stepInChunk: number) => number;
  readonly rateAt: (at: StepPosition) => number;
  /** s of the touched rows after step j of the chunk. @param scale b2^-j */
  readonly nextState: <T>(ops: TensorOps<T>, before: T, gradient: T, scale: T) => T;
}

/** A rule whose slots hold n = sum of g_i b1^-i and a state s that no step decays: only touched rows change them. */
export function momentRule(rule: MomentRule): Optimizer {
  const { learningRate, beta1, beta2, decayAfter, epsilonAt, rateAt, nextState } = rule;
  return {
    slots: ["n", "s"],
    learningRate,
    maxStepsInChunk: undecayedSteps(Math.min(beta1, beta2)),
    scalars: (at) => ({
      gradientScale: beta1 ** -at.stepInChunk,
      stateScale: beta2 ** -at.stepInChunk,
      epsilon: epsilonAt(at.stepInChunk),
      rate: rateAt(at),
    }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const n = ops.addToRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
      const state = nextState(ops, ops.gatherRows(slots.s!, rows), gradient, scalars.stateScale!);
      const s = ops.scatterUpdateRows(slots.s!, rows, state);
      const change = ops.mul(ops.div(n, ops.add(s, scalars.epsilon!)), scalars.rate!);
      return { weight: ops.sub(weight, change), slots: { n, s } };
    },
    ...(missedError(beta1, decayAfter(1)) > MISSED_ERROR ? {} : { missed: missedMoments(rateAt, epsilonAt) }),
    rescale: (steps) => ({ n: beta1 ** steps, s: decayAfter(steps) }),
  };
}

/**
 * Without a gradient n and s stay as they are, so that missed steps move a weight by the sum of rate_j n / (s + e_j).
 * The rates shrink by b1 per step, the epsilons grow as s would have decayed: all that count are close to their mean e,
 * weighted by the rates, and the sum is n / (s + e) times the sum of the rates, except for the epsilons' spread
 * (`missedError`).
 */
function missedMoments(rateAt: (at: StepPosition) => number, epsilonAt: (stepInChunk: number) => number): MissedSteps {
  return {
    includesOwnStep: true,
    terms: (at) => {
      const rate = rateAt(at);
      return [rate, rate * epsilonAt(at.stepInChunk)];
    },
    // With an epsilon of 0, rows that have never had a gradient would become 0 / 0.
    factors: [
      ([rates]) => rates!,
      ([rates, weightedEpsilons]) => (weightedEpsilons === 0 ? 1 : weightedEpsilons! / rates!),
    ],
    apply: (ops, { weight, slots }, [rates, epsilon]) =>
      ops.sub(weight, ops.mul(ops.div(slots.n!, ops.add(slots.s!, epsilon!)), rates!)),
  };
}

/**
 * Relative error of `missedMoments` where s is 0: the variance of epsilon, relative to its square, for a span without
 * end. The step number has a geometric distribution of variance b1 / (1 - b1)^2, and ln epsilon grows by
 * -ln(scaleDecay) per step.
 * @param scaleDecay the factor by which the divisor decays in a step
 */
function missedError(beta1: number, scaleDecay: number): number {
  return (beta1 / (1 - beta1) ** 2) * Math.log(scaleDecay) ** 2;
}
