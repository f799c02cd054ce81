import * as z from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import type { ThresholdSpec } from "../../contract/index.ts";

const EVEN = 0.5;
const KINDS = 'must be a number between 0 and 1, or { "precision" }, { "recall" } or { "falseNegativeCost" }';

const rule = z
  .strictObject({
    precision: z.number().gt(0).max(1).optional().describe("The lowest threshold whose answers have this precision."),
    recall: z.number().gt(0).max(1).optional().describe("The highest threshold that finds this share."),
    falseNegativeCost: z.number().gt(0).optional().describe("How many false alarms a missed positive costs."),
  })
  .transform(({ precision, recall, falseNegativeCost }, context): Exclude<ThresholdSpec, number> => {
    const given = [precision, recall, falseNegativeCost].filter((value) => value !== undefined);
    if (given.length === 1) {
      if (precision !== undefined) return { precision };
      if (recall !== undefined) return { recall };
      if (falseNegativeCost !== undefined) return { falseNegativeCost };
    }
    // A misspelled name has its own message.
    if (context.issues.length === 0) context.addIssue({ code: "custom", message: KINDS });
    return z.NEVER;
  });

/** A decision threshold: null for one half, which is absent from experiments. */
export const threshold = z
  .union([z.number().gt(0).lt(1), rule, z.null()], { error: KINDS })
  .transform((written): ThresholdSpec | null => (written === EVEN ? null : written));

export const THRESHOLD_KEYS: KnownKeys = { kind: "field", keys: ["precision", "recall", "falseNegativeCost"] };
