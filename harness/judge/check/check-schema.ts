import * as z from "zod";
import { CHECK_SCHEMA, type CheckResult, type CheckRow } from "./check-result.ts";
import { METRIC_NAMES } from "./metrics.ts";
import { checkNote, controlReason, rowReason } from "./reason.ts";

/** The schema of check.json, and how schema 1 is read. Unknown fields are dropped. */

const pair = z.object({
  base: z.number(),
  head: z.number(),
  first: z.enum(["base", "head"]),
  baseTimedMs: z.number().nullable(),
  disturbed: z.literal(true).exactOptional(),
});

const verdict = z.enum([
  "regressed",
  "over-budget",
  "changed",
  "improved",
  "pass",
  "inconclusive",
  "missing",
  "not-comparable",
]);

const keptFields = { bound: z.enum(["max", "min"]), text: z.string(), where: z.string() };

const rowFields = {
  cell: z.string(),
  alsoOf: z.array(z.string()).default([]),
  label: z.string(),
  metric: z.enum(METRIC_NAMES),
  className: z.string().nullable().default(null),
  verdict,
  severity: z.enum(["error", "warning"]),
  base: z.union([z.number(), z.string()]).nullable(),
  head: z.union([z.number(), z.string()]).nullable(),
  ratio: z.object({ middle: z.number(), low: z.number(), high: z.number() }).nullable(),
  p: z.number().nullable(),
  kept: z.array(z.object(keptFields)).default([]),
  waiver: z.object({ reason: z.string(), until: z.string() }).nullable(),
  screen: z.array(pair),
  confirm: z.array(pair),
};

const row = z.object({
  ...rowFields,
  reason: rowReason,
  limit: z.object({ ...keptFields, withoutLimit: verdict }).nullable(),
});

const side = z.object({
  name: z.string(),
  commit: z.string().nullable(),
  fingerprint: z.record(z.string(), z.json()),
});

const resultFields = {
  matrix: z.string(),
  startedAt: z.string(),
  base: side,
  head: side,
  seed: z.number().nullable(),
};

const controlFields = {
  moved: z.boolean(),
  pairs: z.record(z.string(), z.array(pair)),
  loopMs: z.object({ before: z.number(), after: z.number() }).nullable(),
};

export const checkSchema: z.ZodType<CheckResult> = z.object({
  ...resultFields,
  schema: z.literal(CHECK_SCHEMA),
  strict: z.boolean(),
  control: z.object({ ...controlFields, reason: controlReason }).nullable(),
  rows: z.array(row),
  notes: z.array(checkNote),
});

/** Schemas 1 and 2 did not store whether the check was strict. */
const notStrict = z.boolean().default(false);

/** Schemas 1 and 2 called every broken limit "regressed". */
function withBudgetVerdict(read: CheckRow): CheckRow {
  const { limit } = read;
  return limit === null || limit.withoutLimit === "regressed" ? read : { ...read, verdict: "over-budget" };
}

/** Reads schema 2 into the current structure. */
export const checkSchema2: z.ZodType<CheckResult> = z.object({
  ...resultFields,
  schema: z.literal(2).transform((): typeof CHECK_SCHEMA => CHECK_SCHEMA),
  strict: notStrict,
  control: z.object({ ...controlFields, reason: controlReason }).nullable(),
  rows: z.array(row.transform(withBudgetVerdict)),
  notes: z.array(checkNote),
});

/** A sentence from schema 1, which is shown unchanged. */
const sentence = z.string().transform((text) => ({ kind: "text" as const, text }));

/** "max 640 kB". Schema 1 did not store the verdict without the limit; the row's sentence states it. */
const limitOfSchema1 = z
  .object({ text: z.string().regex(/^(max|min) /), where: z.string() })
  .transform(({ text, where }) => ({
    bound: text.startsWith("max") ? ("max" as const) : ("min" as const),
    text: text.slice("max ".length),
    where,
    withoutLimit: "regressed" as const,
  }));

/** In schema 1, the label of a row that covers several cells ended in "and N more", which `alsoOf` expresses now. */
const rowOfSchema1 = z
  .object({ ...rowFields, reason: sentence, limit: limitOfSchema1.nullable() })
  .transform(({ label, ...read }) => {
    const more = ` and ${read.alsoOf.length} more`;
    return { ...read, label: label.endsWith(more) ? label.slice(0, -more.length) : label };
  });

/** Reads schema 1 into the current structure. */
export const checkSchema1: z.ZodType<CheckResult> = z.object({
  ...resultFields,
  schema: z.literal(1).transform((): typeof CHECK_SCHEMA => CHECK_SCHEMA),
  strict: notStrict,
  control: z.object({ ...controlFields, reason: sentence }).nullable(),
  rows: z.array(rowOfSchema1),
  notes: z.array(sentence),
});
