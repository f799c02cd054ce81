import * as z from "zod";
import { positive, readParameters } from "../../../contract/plugin.ts";
import { finalFactor } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

const schema = z.strictObject({
  /** 1 is a straight line; a larger one falls sooner. */
  power: positive.max(100).default(1),
  finalFactor: finalFactor.default(0),
});

/**
 * A power of the share of the training that is left, from the optimizer's rate at the first step to `finalFactor` of
 * it.
 */
export const polynomial: SchedulePlugin = {
  bind: (parameters) => {
    const { power, finalFactor: end } = readParameters("schedule polynomial", schema, parameters);
    return (step, totalSteps) => end + (1 - end) * (1 - step / totalSteps) ** power;
  },
};
