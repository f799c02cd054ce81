import * as z from "zod";
import { readParameters } from "../../../contract/plugin.ts";
import { cosineBetween } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

const divisor = z.number().min(1).max(1e9);

const schema = z.strictObject({
  /** Share of the training that rises to the peak. */
  warmupShare: z.number().gt(0).lt(1).default(0.3),
  /** The peak over the rate of the first step. */
  startDivisor: divisor.default(25),
  /** The peak over the rate at the planned end. */
  finalDivisor: divisor.default(10_000),
});

/**
 * One cycle: the optimizer's rate is the peak, which may be several times a usable constant rate. It rises from a
 * fraction of it, then falls far below where it began, each along half a cosine. The momentum stays as it is.
 * @see Smith & Topin 2018, arXiv:1708.07120, section 3 (with straight lines instead)
 */
export const oneCycle: SchedulePlugin = {
  bind: (parameters) => {
    const { warmupShare, startDivisor, finalDivisor } = readParameters("schedule one-cycle", schema, parameters);
    return (step, totalSteps) => {
      const done = step / totalSteps;
      return done < warmupShare
        ? cosineBetween(1 / startDivisor, 1, done / warmupShare)
        : cosineBetween(1, 1 / finalDivisor, (done - warmupShare) / (1 - warmupShare));
    };
  },
};
