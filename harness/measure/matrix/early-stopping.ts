import { z } from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import { minDelta, patience } from "../../classifier/training/patience.ts";
import type { EarlyStoppingSpec } from "../../contract/index.ts";

const rule = z.strictObject({
  patience: patience.default(3).describe("Epochs in a row without an improvement that are borne."),
  minDelta: minDelta.default(0).describe("What the loss must fall by, and more, to count as an improvement."),
  restoreBest: z.boolean().default(true).describe("Gives the weights of the best epoch, and not those of the last."),
});

const NEITHER = 'must be "none" or { patience, minDelta, restoreBest }';

/** What may stand for early stopping; read as the whole rule, or null for none. */
export const earlyStopping = z
  .union([rule, z.string().regex(/^none$/, { error: NEITHER }), z.null()], { error: NEITHER })
  .transform((written): EarlyStoppingSpec | null => (typeof written === "string" ? null : written));

export const EARLY_STOPPING_KEYS: KnownKeys = { kind: "field", keys: Object.keys(rule.shape) };
