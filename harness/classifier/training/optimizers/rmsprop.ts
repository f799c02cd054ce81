import * as z from "zod";
import { NOTHING_MISSED } from "../../../contract/optimizer.ts";
import { decay, divisorEpsilon, positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";
import { missedVelocity, undecayedSteps } from "./undecayed.ts";

/**
 * RMSprop (Tieleman & Hinton 2012, lecture 6e of "Neural Networks for Machine Learning") with Keras' placement of
 * epsilon: v = rho v + (1 - rho) g^2; i = rate g / sqrt(v + epsilon); w -= i. With a momentum m it is b = m b + i;
 * w -= b, and rows without a gradient go on moving.
 *
 * With j the step in the chunk, the slots hold v / ((1 - rho) rho^j) and b m^-j, so that they change in touched rows
 * only.
 */
export const rmsprop = defineOptimizer(
  "rmsprop",
  {
    learningRate: positive.default(0.001),
    rho: decay.default(0.9),
    momentum: z.union([z.literal(0), decay]).default(0),
    epsilon: divisorEpsilon.default(1e-7),
  },
  ({ learningRate, rho, momentum: m, epsilon }) => {
    const hasMomentum = m > 0;
    const slots = hasMomentum ? ["v", "b"] : ["v"];
    return {
      slots,
      learningRate,
      maxStepsInChunk: undecayedSteps(hasMomentum ? Math.min(rho, m) : rho),
      scalars: ({ stepInChunk: j, learningRate: rate }) => ({
        squareScale: rho ** -j,
        meanScale: (1 - rho) * rho ** j,
        minusRate: hasMomentum ? -rate * m ** -j : -rate,
        ...(hasMomentum ? { momentumScale: m ** j } : {}),
      }),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const squares = ops.mul(ops.mul(gradient, gradient), scalars.squareScale!);
        const touched = ops.add(ops.gatherRows(slots.v!, rows), squares);
        const v = ops.scatterUpdateRows(slots.v!, rows, touched);
        const root = ops.sqrt(ops.add(ops.mul(touched, scalars.meanScale!), ops.scalar(epsilon)));
        const change = ops.div(ops.mul(gradient, scalars.minusRate!), root);
        if (!hasMomentum) return { weight: ops.addToRows(weight, rows, change), slots: { v } };
        const b = ops.addToRows(slots.b!, rows, change);
        return { weight: ops.add(weight, ops.mul(b, scalars.momentumScale!)), slots: { v, b } };
      },
      missed: hasMomentum ? { ...missedVelocity("b", (j) => m ** j), includesOwnStep: true } : NOTHING_MISSED,
      rescale: (steps) => ({ v: rho ** steps, ...(hasMomentum ? { b: m ** steps } : {}) }),
    };
  },
);
