import { decay, positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";
import { missedVelocity, undecayedSteps } from "./undecayed.ts";

/**
 * Gradient descent with momentum (Polyak 1964), as Keras' SGD(momentum) has it: v = m v - rate g; w += v. Rows without
 * a gradient go on moving.
 *
 * The slot holds v m^-j, j the step in the chunk, so that it changes in touched rows only.
 */
export const momentum = defineOptimizer(
  "momentum",
  { learningRate: positive.default(0.01), momentum: decay.default(0.9) },
  ({ learningRate, momentum: m }) => ({
    slots: ["v"],
    learningRate,
    maxStepsInChunk: undecayedSteps(m),
    scalars: ({ stepInChunk: j, learningRate: rate }) => ({ gradientScale: -rate * m ** -j, velocityScale: m ** j }),
    update: (ops, { weight, slots, gradient, rows }, scalars) => {
      const v = ops.addToRows(slots.v!, rows, ops.mul(gradient, scalars.gradientScale!));
      return { weight: ops.add(weight, ops.mul(v, scalars.velocityScale!)), slots: { v } };
    },
    missed: { ...missedVelocity("v", (j) => m ** j), includesOwnStep: true },
    rescale: (steps) => ({ v: m ** steps }),
  }),
);
