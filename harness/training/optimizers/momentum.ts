import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import type { MissedSteps, Optimizer, StepPosition } from "../optimizer.ts";
import type { OptimizerPlugin } from "./registry.ts";
import { stepsWithinFloat32 } from "./undecayed.ts";

const schema = z.strictObject({ learningRate: positive.default(0.01), momentum: decay.default(0.9) });

/**
 * Gradient descent with momentum (Polyak 1964), as Keras' SGD has it: v = momentum v - rate g; w += v. It is dense: rows
 * without a gradient roll on.
 *
 * The slot holds n = sum of rate_i g_i momentum^-i, so that v = -momentum^j n and a row without a gradient keeps its n.
 */
export const momentum: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, momentum: decayed } = readParameters("optimizer momentum", schema, parameters);
    const velocity = ({ stepInChunk }: StepPosition) => decayed ** stepInChunk;
    return {
      ...rolling(learningRate, decayed, velocity),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
        return { weight: ops.sub(weight, ops.mul(n, scalars.velocity!)), slots: { n } };
      },
    };
  },
};

/** What momentum's two forms share. @param velocity factor on n by which a step moves a weight */
export function rolling(
  learningRate: number,
  momentum: number,
  velocity: (at: StepPosition) => number,
): Omit<Optimizer, "update"> {
  const missed: MissedSteps = {
    terms: (at) => [velocity(at)],
    factors: (sums) => sums,
    apply: (ops, { weight, slots }, [velocities]) => ops.sub(weight, ops.mul(slots.n!, velocities!)),
  };
  return {
    slots: ["n"],
    learningRate,
    maxStepsInChunk: stepsWithinFloat32(momentum),
    scalars: (at) => ({
      gradientScale: at.learningRate * momentum ** -at.stepInChunk,
      velocity: velocity(at),
      minusRate: -at.learningRate,
    }),
    missed,
    rescale: (steps) => ({ n: momentum ** steps }),
  };
}
