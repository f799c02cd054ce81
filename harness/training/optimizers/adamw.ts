import { z } from "zod";
import { readParameters } from "../../plugin.ts";
import type { MissedSteps } from "../optimizer.ts";
import { adamOf, adamSchema, MISSED_ERROR } from "./adam.ts";
import type { OptimizerPlugin } from "./registry.ts";

const schema = adamSchema.extend({ weightDecay: z.number().min(0).lt(1).default(0.004) });

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, arXiv:1711.05101), as Keras has it: w -= rate decay w before
 * Adam's own step, on all parameters, biases and rows without a gradient included.
 */
export const adamw: OptimizerPlugin = {
  bind: (parameters) => {
    const { weightDecay, ...rest } = readParameters("optimizer adamw", schema, parameters);
    const { missed, ...inner } = adamOf(rest);
    // Missed steps first move and then shrink a row: what moves last is shrunk too often, over b1 / (1 - b1) steps or so.
    const error = (rest.learningRate * weightDecay * rest.beta1) / (1 - rest.beta1);
    return {
      ...inner,
      scalars: (at) => ({ ...inner.scalars(at), shrink: at.learningRate * weightDecay }),
      update: (ops, group, scalars) => {
        const weight = ops.sub(group.weight, ops.mul(group.weight, scalars.shrink!));
        return inner.update(ops, { ...group, weight }, scalars);
      },
      ...(missed === undefined || error > MISSED_ERROR ? {} : { missed: thenShrunk(missed, weightDecay) }),
    };
  },
};

/** What Adam misses, and then the decay of all missed steps at once: their factors multiply, so their logarithms add up. */
function thenShrunk(inner: MissedSteps, weightDecay: number): MissedSteps {
  return {
    terms: (at) => [...inner.terms(at), Math.log1p(-at.learningRate * weightDecay)],
    factors: (sums) => [...inner.factors(sums.slice(0, -1)), -Math.expm1(sums.at(-1)!)],
    apply: (ops, rows, factors) => {
      const moved = inner.apply(ops, rows, factors.slice(0, -1));
      return ops.sub(moved, ops.mul(moved, factors.at(-1)!));
    },
  };
}
