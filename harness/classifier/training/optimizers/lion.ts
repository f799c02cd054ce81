import { decay, positive } from "../../../contract/plugin.ts";
import { decoupledDecay, refuseWholeDecay } from "./decoupled-decay.ts";
import { defineOptimizer } from "./define.ts";
import { undecayedSteps } from "./undecayed.ts";

/**
 * Lion (Chen et al. 2023, arXiv:2302.06675) as Keras has it: w -= rate weightDecay w; w -= rate sign(b1 m + (1 - b1)
 * g); m = b2 m + (1 - b2) g. Every parameter decays, the embedding and the biases too. A row without a gradient moves
 * by the whole rate against the sign of its m in every step.
 *
 * With j the step in the chunk, the slot holds m / ((1 - b2) b2^j), so that it changes in touched rows only; a sign is
 * the same at any scale.
 */
export const lion = defineOptimizer(
  "lion",
  {
    learningRate: positive.default(0.001),
    beta1: decay.default(0.9),
    beta2: decay.default(0.99),
    weightDecay: decoupledDecay.default(0),
  },
  ({ learningRate, beta1, beta2, weightDecay }) => ({
    slots: ["m"],
    learningRate,
    maxStepsInChunk: undecayedSteps(beta2),
    scalars: ({ stepInChunk: j, learningRate: rate }) => ({
      // (1 - b1) g next to b1 (1 - b2) b2^(j - 1) times the slot.
      gradientShare: (1 - beta1) / (beta1 * (1 - beta2) * beta2 ** (j - 1)),
      gradientScale: beta2 ** -j,
      minusRate: -rate,
      ...(weightDecay > 0 ? { kept: 1 - rate * weightDecay } : {}),
    }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const direction = ops.addToRows(slots.m!, rows, ops.mul(gradient, scalars.gradientShare!));
      const kept = scalars.kept === undefined ? weight : ops.mul(weight, scalars.kept);
      return {
        weight: ops.add(kept, ops.mul(ops.sign(direction), scalars.minusRate!)),
        slots: { m: ops.addToRows(slots.m!, rows, ops.mul(gradient, scalars.gradientScale!)) },
      };
    },
    // Exact, whatever the rates: with k the product of 1 - rate weightDecay, the weight becomes
    // k w - sign(m) (1 - k) / weightDecay, and w - sign(m) times the sum of the rates without decay.
    missed: {
      terms: ({ learningRate: rate }) => [rate, Math.log1p(-rate * weightDecay)],
      factors:
        weightDecay > 0
          ? [([, logKept]) => Math.expm1(logKept!) / weightDecay, ([, logKept]) => Math.exp(logKept!)]
          : [([rates]) => -rates!],
      apply: (ops, { weight, slots }, [change, kept]) =>
        ops.add(kept === undefined ? weight : ops.mul(weight, kept), ops.mul(ops.sign(slots.m!), change!)),
    },
    rescale: (steps) => ({ m: beta2 ** steps }),
  }),
  refuseWholeDecay,
);
