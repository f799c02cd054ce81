import * as z from "zod";
import { readParameters } from "../../../contract/plugin.ts";
import type { SchedulePlugin } from "./schedule.ts";

const schema = z.strictObject({});

/** The optimizer's learning rate at every step. */
export const constant: SchedulePlugin = {
  bind: (parameters) => {
    readParameters("schedule constant", schema, parameters);
    return () => 1;
  },
};
