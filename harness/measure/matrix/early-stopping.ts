import * as z from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import { minDelta, patience } from "../../classifier/training/patience.ts";
import type { EarlyStoppingSpec } from "../../contract/index.ts";

const rule = z.strictObject({
  patience: patience.default(3).describe("Consecutive epochs without an improvement before the training stops."),
  minDelta: minDelta.default(0).describe("An epoch counts as an improvement if the loss falls by more than this."),
  restoreBest: z.boolean().default(true).describe("Whether to keep the weights of the best epoch instead of the last."),
});

const NEITHER = 'must be "none" or { patience, minDelta, restoreBest }';

/** Early stopping: read as the complete rule, or null for none. */
export const earlyStopping = z
  .union([rule, z.string().regex(/^none$/, { error: NEITHER }), z.null()], { error: NEITHER })
  .transform((written): EarlyStoppingSpec | null => (typeof written === "string" ? null : written));

export const EARLY_STOPPING_KEYS: KnownKeys = { kind: "field", keys: Object.keys(rule.shape) };
