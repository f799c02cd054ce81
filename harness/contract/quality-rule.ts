import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

/** Figures of a model's answers, on the validation rows or, without those, on the test rows. */
export const QUALITY_FIGURES = ["accuracy", "macroF1", "balancedAccuracy", "f1", "precision", "recall"] as const;

export const qualityRule = z.intersection(
  z.object({
    figure: z.enum(QUALITY_FIGURES),
    /** The class of a figure that belongs to one; null for all others. */
    label: z.string().nullable(),
  }),
  z.union([z.object({ withinPoints: z.number() }), z.object({ atLeast: z.number() })], {
    error: "must have withinPoints or atLeast with a number",
  }),
);

/**
 * What a configuration must reach to be accurate enough. `withinPoints` is the allowed loss against the baseline, in
 * hundredths of the figure, `atLeast` a value of the figure.
 */
export type QualityRule = DeepReadonly<z.output<typeof qualityRule>>;
