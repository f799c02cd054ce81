import * as z from "zod";
import { decay, readParameters } from "../../../contract/plugin.ts";
import type { SchedulePlugin } from "./schedule.ts";

const share = z.number().gt(0).lt(1);

const schema = z
  .strictObject({
    /** Each drop multiplies the rate by this. */
    factor: decay.default(0.5),
    /** Share of the training between two drops; 0.25 where neither this nor `atShares` is given. */
    everyShare: share.optional(),
    /** Shares of the training that are done when the rate drops. */
    atShares: z.array(share).min(1).optional(),
  })
  .refine(({ everyShare, atShares }) => everyShare === undefined || atShares === undefined, {
    path: ["atShares"],
    error: "says when to drop, and so does everyShare; keep one",
  });

/** Shares are computed from steps, 3 / 10 / 0.1 = 2.9999…: a drop that is due within this is due now. */
const SLACK = 1e-9;

/** Drops by a factor, at equal intervals or at given shares of the training; the rate between drops is constant. */
export const step: SchedulePlugin = {
  bind: (parameters) => {
    const { factor, everyShare = 0.25, atShares } = readParameters("schedule step", schema, parameters);
    const drops = (done: number) =>
      atShares === undefined
        ? Math.floor(done / everyShare + SLACK)
        : atShares.filter((at) => at <= done + SLACK).length;
    return (index, totalSteps) => factor ** drops(index / totalSteps);
  },
};
