import * as z from "zod";
import type { SchedulePlugin } from "../../../harness/classifier/training/schedules/schedule.ts";
import { readParameters } from "../../../harness/contract/plugin.ts";

const schema = z.strictObject({ share: z.number().gt(0).lt(1).default(0.5) });

/** The full rate at first, and 0 after a share of the training. */
export const stopsAt: SchedulePlugin = {
  bind: (parameters) => {
    const { share } = readParameters("schedule stops-at", schema, parameters);
    return (step, totalSteps) => (step < share * totalSteps ? 1 : 0);
  },
};
