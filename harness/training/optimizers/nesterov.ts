import { z } from "zod";
import { decay, positive, readParameters } from "../../plugin.ts";
import type { StepPosition } from "../optimizer.ts";
import { rolling } from "./momentum.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = z.strictObject({ learningRate: positive.default(0.01), momentum: decay.default(0.9) });

/**
 * Nesterov's accelerated gradient in the form of Sutskever et al. 2013, as Keras' SGD has it:
 * v = momentum v - rate g; w += momentum v - rate g. State as in `momentum`.
 */
export const nesterov: OptimizerPlugin = {
  bind: (parameters) => {
    const { learningRate, momentum } = readParameters("optimizer nesterov", schema, parameters);
    const velocity = ({ stepInChunk }: StepPosition) => momentum ** (stepInChunk + 1);
    return {
      ...rolling(learningRate, momentum, velocity),
      update: (ops, { weight, slots, gradient, rows }, scalars) => {
        const n = ops.scatterAddRows(slots.n!, rows, ops.mul(gradient, scalars.gradientScale!));
        const rolled = ops.sub(weight, ops.mul(n, scalars.velocity!));
        return { weight: ops.scatterAddRows(rolled, rows, ops.mul(gradient, scalars.minusRate!)), slots: { n } };
      },
    };
  },
};
