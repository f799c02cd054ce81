import * as z from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import type { JsonPath } from "../../base/documents/problems.ts";
import { AXES } from "../../contract/axes.ts";
import { readQuantity } from "../figures/units.ts";
import { readCellPattern } from "./cell-pattern.ts";
import { METRIC_NAMES, METRICS, type MetricName, OF_ANY_CLASS } from "./metrics.ts";
import { readChange } from "./quantity.ts";

const metric = z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]).describe("The metric that is limited.");

const cells = z
  .string()
  .superRefine((text, context) => {
    const read = readCellPattern(text, AXES);
    if (!read.ok) context.addIssue({ code: "custom", message: read.message });
  })
  .default("*")
  .describe(
    'Cells that it applies to: "*", or comma-separated key=value pairs of fields that the matrix varies; a * in a value matches anything.',
  );

const ofClass = z
  .string()
  .optional()
  .describe("The class that precision, recall or F1 are of; the label that the dataset names positive if left out.");

const matrix = z
  .string()
  .regex(/^[a-z0-9-]+$/, { error: "must be the name of a matrix: lower-case letters, digits and hyphens" })
  .optional()
  .describe("The one matrix that it applies to; all if left out.");

const limit = z
  .strictObject({
    metric,
    class: ofClass,
    cells,
    matrix,
    max: z.string().optional().describe('The highest allowed value, such as "640 kB", "250 ms" or "$0.02/M".'),
    min: z.string().optional().describe('The lowest allowed value, such as "85 %" or "20,000 texts/s".'),
    change: z
      .string()
      .optional()
      .describe(
        'The allowed worsening against the base, such as "+10 %" or "-0.5 pp"; the last matching entry counts.',
      ),
    severity: z
      .enum(["error", "warning"])
      .optional()
      .describe("A warning is shown but does not fail the check; an error if left out."),
  })
  .superRefine((written, context) => {
    refuseUnfit(written, context);
    refuseClassOfAll(written, context);
  });

const waiver = z
  .strictObject({
    metric,
    class: ofClass,
    cells,
    matrix,
    until: z.iso
      .date({ error: 'must be a date such as "2027-01-31", the last day on which it applies' })
      .describe("The last day on which it applies, in UTC."),
    reason: z
      .string()
      .refine((text) => text.trim() !== "", { error: "must say why the change is accepted" })
      .describe("Why the change is accepted; shown with it."),
  })
  .superRefine(refuseClassOfAll);

/** The grammar of limits.json: budgets and margins by metric, and changes that are accepted until a date. */
export const limitsSchema = z.strictObject({
  $schema: z.string().optional().describe("Where an editor finds this schema."),
  limits: z.array(limit).default([]).describe("Budgets and margins; every budget that matches a cell applies."),
  waivers: z.array(waiver).default([]).describe("Changes for the worse that are accepted until a date."),
});

export type LimitsFile = z.output<typeof limitsSchema>;

/** The keys allowed in the object at a path, for suggestions on misspelled keys. */
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

function refuseClassOfAll(
  written: { readonly metric: MetricName; readonly class?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (written.class === undefined || OF_ANY_CLASS.includes(written.metric)) return;
  const message = `does not fit ${written.metric}, which is not of a class; ${OF_ANY_CLASS.join(", ")} are`;
  context.addIssue({ code: "custom", path: ["class"], message });
}

/** What an entry asks for, where it asks. */
interface Written {
  readonly metric: MetricName;
  readonly max?: string | undefined;
  readonly min?: string | undefined;
  readonly change?: string | undefined;
  readonly severity?: string | undefined;
}

/** Reports quantities that do not fit the metric, and entries that limit nothing. */
function refuseUnfit(written: Written, context: z.RefinementCtx): void {
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
      add("change", `does not fit ${written.metric}, which follows from other metrics; give max`);
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
