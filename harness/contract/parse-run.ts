import type * as z from "zod";
import type { Json } from "../base/canonical-json.ts";
import { acceptsBy } from "../base/documents/accepts.ts";
import { problemLines } from "../base/documents/document.ts";
import { type KnownKeys, problemsOf } from "../base/documents/issues.ts";
import { readJsonc } from "../base/documents/jsonc.ts";
import { type Problem, pathText } from "../base/documents/problems.ts";
import { RecordError } from "../base/errors.ts";
import { perObject } from "../base/per-object.ts";
import { CHANGED, withDocumentSum, withoutDocumentSum } from "./document-sum.ts";
import { migrate } from "./migrations.ts";
import { type Plan, planSchema } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import type { RunLine } from "./run-line.ts";
import { servingSampleSchema } from "./serving-sample.ts";

const PLAN_WAY_OUT = "run the matrix again to rewrite it";
/** A field that every cell of a plan lacks must not fill the screen. */
const MOST_LINES = 10;

/**
 * Reads a line of records.jsonl or samples.jsonl. Fields that the schema does not know are kept.
 * @throws RecordError: field: what was needed, what came
 */
export function parseRunLine(line: string): RunLine {
  const read = readJson(line);
  if (read === null) throw new RecordError("not JSON");
  const { value } = read;
  // Records have a status, and failed ones a kind of failure too.
  const isOfSample = typeof value === "object" && value !== null && "kind" in value && !("status" in value);
  return (isOfSample ? valid("sample", value) : valid("record", value)) as unknown as RunLine;
}

/** Reads a line that must be a record. */
export function parseRecord(line: string): RunRecord {
  const read = readJson(line);
  if (read === null) throw new RecordError("not JSON");
  return valid("record", read.value) as unknown as RunRecord;
}

const LINE_SCHEMAS = { record: recordSchema, sample: servingSampleSchema } as const;

function valid(kind: keyof typeof LINE_SCHEMAS, read: Json): Json {
  const { value, problems } = checked(kind, read, LINE_SCHEMAS[kind]);
  const [first] = problems;
  if (first === undefined) return value;
  const field = first.path.length === 0 ? "" : `${pathText(first.path)}: `;
  throw new RecordError(`${field}${first.message}`);
}

/**
 * Reads plan.json.
 * @param file its name for messages
 * @throws RecordError with one line per problem: file:line:column: field: what was needed, what came
 */
export function parsePlan(text: string, file: string): Plan {
  const read = readJson(text);
  const { value: document, isRight } = withoutDocumentSum(read?.value ?? null);
  const { value, problems } = read === null ? { value: null, problems: [] } : checked("plan", document, planSchema);
  if (read !== null && problems.length === 0) {
    if (!isRight) throw new RecordError(`${file}: ${CHANGED}; ${PLAN_WAY_OUT}`);
    return value as Plan;
  }
  const lines = locatedLines(text, file, problems);
  if (lines.length === 1) throw new RecordError(`${lines[0]}; ${PLAN_WAY_OUT}`);
  const more = lines.length > MOST_LINES ? [`${file}: and ${lines.length - MOST_LINES} more problems`] : [];
  throw new RecordError([...lines.slice(0, MOST_LINES), ...more, `${file}: ${PLAN_WAY_OUT}`].join("\n"));
}

/** plan.json, which `parsePlan` reads. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(withDocumentSum(plan), null, 2)}\n`;
}

/** Locates each problem, which takes far longer than reading: only for a text that was refused. */
function locatedLines(text: string, file: string, problems: readonly Problem[]): string[] {
  const read = readJsonc(text);
  if (!read.ok) return read.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  if (problems.length > 0) return problemLines(problems, read.document, file);
  // The two parsers differ only in comments and trailing commas.
  return [`${file}: has comments or trailing commas, which plan.json cannot have`];
}

function checked(
  kind: "plan" | "record" | "sample",
  read: Json,
  schema: z.ZodType,
): { readonly value: Json; readonly problems: readonly Problem[] } {
  const migrated = migrate(kind, read);
  if ("problem" in migrated) return { value: read, problems: [migrated.problem] };
  const { value } = migrated;
  const issues = acceptedBy(schema)(value) ? [] : (schema.safeParse(value).error?.issues ?? []);
  return { value, problems: issues.flatMap((issue) => problemsOf(issue, value, noKnownKeys)) };
}

/** A run may have tens of thousands of lines, of which hardly any is refused. */
const acceptedBy = perObject((schema: z.ZodType) => acceptsBy(schema));

/** Unknown keys are allowed, so that there is never a suggestion for one. */
function noKnownKeys(): KnownKeys {
  return { kind: "key", keys: [] };
}

function readJson(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}
