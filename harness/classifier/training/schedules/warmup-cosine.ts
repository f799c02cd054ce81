import * as z from "zod";
import { readParameters } from "../../../contract/plugin.ts";
import { cosineBetween, finalFactor } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

const schema = z.strictObject({
  /** Share of the training that warms up, rounded to whole steps; none where that gives 0. */
  warmupShare: z.number().min(0).lt(1).default(0.1),
  finalFactor: finalFactor.default(0),
});

/**
 * Rises in equal amounts, from one of them at the first step to the optimizer's rate at the last step of the warm-up;
 * the rest is half a cosine down to `finalFactor` of it.
 * @see Goyal et al. 2017, arXiv:1706.02677, section 2.2 (gradual warm-up); Loshchilov & Hutter 2017, arXiv:1608.03983
 */
export const warmupCosine: SchedulePlugin = {
  bind: (parameters) => {
    const { warmupShare, finalFactor: end } = readParameters("schedule warmup-cosine", schema, parameters);
    return (step, totalSteps) => {
      const warmupSteps = Math.round(warmupShare * totalSteps);
      if (step < warmupSteps) return (step + 1) / warmupSteps;
      // A warm-up that takes every step leaves no step for the fall.
      return cosineBetween(1, end, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    };
  },
};
