import * as z from "zod";
import { readParameters } from "../../../contract/plugin.ts";
import { finalFactor } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

// 0 cannot be reached in equal shares: the first step would already be there.
const schema = z.strictObject({ finalFactor: finalFactor.gt(0).default(0.1) });

/** Every step shrinks the rate by the same share, from the optimizer's at the first step to `finalFactor` of it. */
export const exponential: SchedulePlugin = {
  bind: (parameters) => {
    const { finalFactor: end } = readParameters("schedule exponential", schema, parameters);
    return (step, totalSteps) => end ** (step / totalSteps);
  },
};
