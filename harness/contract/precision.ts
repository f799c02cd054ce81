/** How precisely a run is to know a figure. The type is inferred from the schema. */
import * as z from "zod";
import { MOST_ROUNDS } from "./measuring.ts";

/** Figures of samples of serving, of which further rounds tell more, and accuracy, of which further seeds do. */
const PRECISION_METRICS = ["usdPerMillionTexts", "textsPerSecond", "accuracy"] as const;

export const precisionSchema = z.object({
  metric: z
    .enum(PRECISION_METRICS)
    .describe("Costs are repeated in rounds of serving, accuracy with further seeds, of which five at least tell."),
  /** Of the value: half of the 95 % interval. */
  relative: z.number().gt(0).max(1).describe("Half of the 95 % interval, as a fraction of the value, such as 0.05."),
  maxRepeats: z
    .int()
    .min(1)
    .max(MOST_ROUNDS)
    .describe("The most rounds or seeds in all, if the interval does not become that narrow."),
});

export type PrecisionSpec = Readonly<z.output<typeof precisionSchema>>;
