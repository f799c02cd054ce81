import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import { NOTHING_MISSED } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";
import { stepsWithinFloat32 } from "./undecayed.ts";

const schema = z.strictObject({
  learningRate: positive.default(0.001),
  rho: decay.default(0.9),
  epsilon: positive.min(1e-30).default(1e-7),
});

/**
 * RMSprop (Tieleman & Hinton 2012) with Keras' placement of epsilon: v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + epsilon).
 * Rows without a gradient stay where they are, while their v decays: the slot holds s = sqrt(sum of g_i^2 rho^-i), so
 * that v = (1 - rho) rho^j s^2.
 */
export const rmsprop: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, rho, epsilon } = readParameters("optimizer rmsprop", schema, parameters);
    return {
      slots: ["s"],
      learningRate,
      maxStepsInChunk: stepsWithinFloat32(rho),
      scalars: (at) => ({
        squareScale: rho ** -at.stepInChunk,
        rootScale: Math.sqrt((1 - rho) * rho ** at.stepInChunk),
        minusRate: -at.learningRate,
      }),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const before = ops.gatherRows(slots.s!, rows);
        const squares = ops.mul(ops.mul(gradient, gradient), scalars.squareScale!);
        const s = ops.sqrt(ops.add(ops.mul(before, before), squares));
        const root = ops.mul(s, scalars.rootScale!);
        const divisor = ops.sqrt(ops.add(ops.mul(root, root), ops.scalar(epsilon)));
        const change = ops.div(ops.mul(gradient, scalars.minusRate!), divisor);
        return {
          weight: ops.scatterAddRows(weight, rows, change),
          slots: { s: ops.scatterUpdateRows(slots.s!, rows, s) },
        };
      },
      missed: NOTHING_MISSED,
      rescale: (steps) => ({ s: rho ** (steps / 2) }),
    };
  },
};
