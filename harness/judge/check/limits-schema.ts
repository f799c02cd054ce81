import { z } from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import type { JsonPath } from "../../base/documents/problems.ts";
import { AXES } from "../../contract/axes.ts";
import { readQuantity } from "../figures/units.ts";
import { readCellPattern } from "./cell-pattern.ts";
import { METRIC_NAMES, METRICS, type MetricName } from "./metrics.ts";
import { readChange } from "./quantity.ts";

const metric = z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]).describe("What is limited.");

const cells = z
  .string()
  .superRefine((text, context) => {
    const read = readCellPattern(text, AXES);
    if (!read.ok) context.addIssue({ code: "custom", message: read.message });
  })
  .default("*")
  .describe(
    'Cells it holds for: "*", or pairs key=value of the fields that the matrix varies, joined by commas; a * in a value stands for anything.',
  );

const matrix = z
  .string()
  .regex(/^[a-z0-9-]+$/, { error: "must be a matrix' name: lower-case letters, digits and hyphens" })
  .optional()
  .describe("The one matrix it holds for; all where left out.");

const limit = z
  .strictObject({
    metric,
    cells,
    matrix,
    max: z.string().optional().describe('The most that is allowed, such as "640 kB", "250 ms" or "$0.02/M".'),
    min: z.string().optional().describe('The least that is allowed, such as "85 %" or "20,000 texts/s".'),
    change: z
      .string()
      .optional()
      .describe(
        'The worsening against the base that is let pass, such as "+10 %" or "-0.5 pp"; the last that fits counts.',
      ),
    severity: z
      .enum(["error", "warning"])
      .optional()
      .describe("A warning is shown and fails nothing; an error where left out."),
  })
  .superRefine(refuseUnfit);

const waiver = z.strictObject({
  metric,
  cells,
  matrix,
  until: z.iso
    .date({ error: 'must be a date such as "2027-01-31", the last day that it holds' })
    .describe("The last day that it holds, in UTC."),
  reason: z
    .string()
    .refine((text) => text.trim() !== "", { error: "must say why the change is accepted" })
    .describe("Why the change is accepted; shown next to it."),
});

/** The grammar of limits.json: budgets and margins by metric, and changes that are accepted for a while. */
export const limitsSchema = z.strictObject({
  $schema: z.string().optional().describe("Where an editor finds this schema."),
  limits: z.array(limit).default([]).describe("Budgets and margins; every budget that fits a cell holds."),
  waivers: z.array(waiver).default([]).describe("Changes for the worse that fail nothing for a while."),
});

export type LimitsFile = z.output<typeof limitsSchema>;

/** What may stand in the object at a path, for the suggestion that a misspelt key deserves. */
export function limitsKeys(path: JsonPath): KnownKeys {
  const [list] = path;
  if (list === "limits") return { kind: "field", keys: Object.keys(limit.shape) };
  if (list === "waivers") return { kind: "field", keys: Object.keys(waiver.shape) };
  return { kind: "key", keys: Object.keys(limitsSchema.shape) };
}

/** The text of harness/limits.schema.json: the grammar and its descriptions, for editors. */
export function limitsJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(limitsSchema, { io: "input" }), null, 2)}\n`;
}

/** Quantities that their metric cannot have, and a limit that limits nothing. */
function refuseUnfit(
  written: Pick<z.output<typeof limit>, "metric" | "max" | "min" | "change" | "severity">,
  context: z.RefinementCtx,
): void {
  const { unit, kind, better } = METRICS[written.metric];
  const add = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  for (const key of ["max", "min"] as const) {
    const text = written[key];
    if (text === undefined) continue;
    if (unit === "id") add(key, `does not fit ${written.metric}, which is not a quantity; give only severity`);
    else {
      const read = readQuantity(text, unit);
      if (!read.ok) add(key, read.message);
    }
  }
  if (written.change !== undefined) {
    if (better === "same") add("change", `does not fit ${written.metric}, which is not a quantity; give only severity`);
    else if (kind === "derived")
      add("change", `does not fit ${written.metric}, which is derived from others; give max`);
    else {
      const read = readChange(written.change, { better, kind });
      if (!read.ok) add("change", read.message);
    }
  }
  const { max, min, change, severity } = written;
  if ([max, min, change, severity].every((value) => value === undefined)) {
    context.addIssue({ code: "custom", message: "limits nothing; give max, min, change or severity" });
  }
}
