import * as z from "zod";
import { readParameters } from "../../../contract/plugin.ts";
import { cosineBetween, finalFactor } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

const schema = z.strictObject({ finalFactor: finalFactor.default(0) });

/**
 * Half a cosine from the optimizer's rate at the first step to `finalFactor` of it, without restarts.
 * @see Loshchilov & Hutter 2017, arXiv:1608.03983, eq. 5
 */
export const cosine: SchedulePlugin = {
  bind: (parameters) => {
    const { finalFactor: end } = readParameters("schedule cosine", schema, parameters);
    return (step, totalSteps) => cosineBetween(1, end, step / totalSteps);
  },
};
