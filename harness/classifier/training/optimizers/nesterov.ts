import { decay, positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";
import { missedVelocity, undecayedSteps } from "./undecayed.ts";

/**
 * Nesterov's accelerated gradient (Nesterov 1983; in the form of Sutskever et al. 2013, which Keras' SGD(nesterov=True)
 * has): v = m v - rate g; w += m v - rate g. Rows without a gradient go on moving.
 *
 * The slot holds v m^-j, j the step in the chunk, so that it changes in touched rows only.
 */
export const nesterov = defineOptimizer(
  "nesterov",
  { learningRate: positive.default(0.01), momentum: decay.default(0.9) },
  ({ learningRate, momentum: m }) => ({
    slots: ["v"],
    learningRate,
    maxStepsInChunk: undecayedSteps(m),
    scalars: ({ stepInChunk: j, learningRate: rate }) => ({
      minusRate: -rate,
      gradientScale: m ** -j,
      velocityScale: m ** (j + 1),
    }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const change = ops.mul(gradient, scalars.minusRate!);
      const v = ops.addToRows(slots.v!, rows, ops.mul(change, scalars.gradientScale!));
      const ahead = ops.add(weight, ops.mul(v, scalars.velocityScale!));
      return { weight: ops.addToRows(ahead, rows, change), slots: { v } };
    },
    missed: missedVelocity("v", (j) => m ** (j + 1)),
    rescale: (steps) => ({ v: m ** steps }),
  }),
);
