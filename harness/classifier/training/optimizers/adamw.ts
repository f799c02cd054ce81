import type { MissedSteps } from "../../../contract/optimizer.ts";
import { ADAM_PARAMETERS, adamRule, MISSED_ERROR } from "./adam.ts";
import { decoupledDecay, refuseWholeDecay } from "./decoupled-decay.ts";
import { defineOptimizer } from "./define.ts";

/**
 * AdamW (Loshchilov & Hutter 2019, arXiv:1711.05101) as Keras has it: w -= rate weightDecay w, then Adam's step, whose
 * moments do not include the decay. As in Keras without exclusions, every parameter decays: the embedding (rows without
 * a gradient too), the kernels and the biases.
 */
export const adamw = defineOptimizer(
  "adamw",
  { ...ADAM_PARAMETERS, weightDecay: decoupledDecay.gt(0).default(0.004) },
  ({ weightDecay, ...parameters }) => {
    const { missed, ...rule } = adamRule(parameters);
    const offersMissed = lagError(parameters.beta1, parameters.learningRate * weightDecay) <= MISSED_ERROR;
    return {
      ...rule,
      scalars: (at) => ({ ...rule.scalars(at), kept: 1 - at.learningRate * weightDecay }),
      update: (ops, group, scalars) =>
        rule.update(ops, { ...group, weight: ops.mul(group.weight, scalars.kept!) }, scalars),
      ...(missed !== undefined && offersMissed ? { missed: missedWithDecay(missed, weightDecay) } : {}),
    };
  },
  refuseWholeDecay,
);

/**
 * The weight shrinks by the product of what each step keeps, and what a step adds shrinks in the steps after it. Adam's
 * move as a whole shrinks like a move at its mean place, weighted by the rates; most of it comes from the first steps,
 * so the decay up to there is counted with that of the steps that weigh most.
 */
function missedWithDecay(missed: MissedSteps, weightDecay: number): MissedSteps {
  const [move, epsilon] = missed.factors;
  return {
    includesOwnStep: true,
    terms: (at) => {
      const [rate, weightedEpsilon] = missed.terms(at);
      const logKept = Math.log1p(-at.learningRate * weightDecay);
      const place = at.stepInChunk;
      return [rate!, weightedEpsilon!, rate! * place, rate! * logKept, logKept, 1, place];
    },
    factors: [
      (sums) => {
        const [rates, , weightedPlaces, weightedLogs, logKept, count, places] = sums;
        if (rates === 0) return move!(sums);
        // Steps come one after the other, so that the place before the first follows from the mean.
        const before = places! / count! - (count! + 1) / 2;
        const logKeptSoFar = (weightedPlaces! / rates! - before) * (weightedLogs! / rates!);
        return move!(sums) * Math.exp(logKept! - logKeptSoFar);
      },
      epsilon!,
      ([, , , , logKept]) => Math.exp(logKept!),
    ],
    apply: (ops, { weight, slots }, [move, epsilon, kept]) =>
      missed.apply(ops, { weight: ops.mul(weight, kept!), slots }, [move!, epsilon!]),
  };
}

/**
 * Relative error of taking the move at its mean place: half the variance of the place, which is geometric, times the
 * square of what a step decays by.
 */
function lagError(beta1: number, decayPerStep: number): number {
  return ((beta1 / (1 - beta1) ** 2) * decayPerStep ** 2) / 2;
}
