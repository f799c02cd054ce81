/**
 * What else the machine did while something was timed. The type is inferred from the schema. Fields are null where the kernel
 * does not tell: not told is never quiet.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

const measured = z.number().nullable();

export const disturbanceSchema = z.object({
  /** Length of the watched part, its warm-up included. */
  elapsedMs: z.number(),
  /** CPU time of other programs per time of the part, on the cores that it may use: 1 is one whole core. */
  foreignCpuShare: measured,
  /** Time that threads of the timed process were ready to run and waited for a core, per time of the part. */
  waitShare: measured,
  /** Time that the hypervisor gave to other machines while this one wanted to run, per time of the part: 1 is one core. */
  stealShare: measured,
  /** Time that the control group was stopped for having used up its quota, summed over the cores. */
  throttledMs: measured,
  /** Share of the time in which some program of the machine waited for a core. */
  pressureShare: measured,
  /** Whether that is too much to trust the timing (decision 44); null where nothing tells. */
  disturbed: z.boolean().nullable(),
});

export type Disturbance = DeepReadonly<z.output<typeof disturbanceSchema>>;
