import { readFile } from "node:fs/promises";
import { z } from "zod";
import { RecordError } from "../../base/errors.ts";
import { exists, writeFileAtomically } from "../../base/files.io.ts";
import { CHECK_SCHEMA, type CheckResult } from "./check-result.ts";
import { METRIC_NAMES } from "./metrics.ts";

const pair = z.object({
  base: z.number(),
  head: z.number(),
  first: z.enum(["base", "head"]),
  baseTimedMs: z.number().nullable(),
});

const row = z.object({
  cell: z.string(),
  alsoOf: z.array(z.string()).default([]),
  label: z.string(),
  metric: z.enum(METRIC_NAMES),
  verdict: z.enum(["regressed", "changed", "improved", "pass", "inconclusive", "missing", "not-comparable"]),
  severity: z.enum(["error", "warning"]),
  base: z.union([z.number(), z.string()]).nullable(),
  head: z.union([z.number(), z.string()]).nullable(),
  ratio: z.object({ middle: z.number(), low: z.number(), high: z.number() }).nullable(),
  p: z.number().nullable(),
  reason: z.string(),
  limit: z.object({ text: z.string(), where: z.string() }).nullable(),
  waiver: z.object({ reason: z.string(), until: z.string() }).nullable(),
  screen: z.array(pair),
  confirm: z.array(pair),
});

const side = z.object({
  name: z.string(),
  commit: z.string().nullable(),
  fingerprint: z.record(z.string(), z.json()),
});

/** Fields that it does not know are left out: another version may have added them. */
const checkResult: z.ZodType<CheckResult> = z.object({
  schema: z.literal(CHECK_SCHEMA),
  matrix: z.string(),
  startedAt: z.string(),
  base: side,
  head: side,
  seed: z.number().nullable(),
  control: z
    .object({
      moved: z.boolean(),
      reason: z.string(),
      pairs: z.record(z.string(), z.array(pair)),
      loopMs: z.object({ before: z.number(), after: z.number() }).nullable(),
    })
    .nullable(),
  rows: z.array(row),
  notes: z.array(z.string()),
});

const WAY_OUT = "run the check again to write it anew, or delete the file";

/**
 * Reads what writeCheck wrote.
 * @throws RecordError that names the file, where it is not there or is not the result of a check
 */
export async function readCheck(file: string): Promise<CheckResult> {
  const value = await readJson(file);
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema !== CHECK_SCHEMA) {
    throw new RecordError(
      `${file}: check schema ${CHECK_SCHEMA} was needed, got ${JSON.stringify(schema)}; ${WAY_OUT}`,
    );
  }
  const read = checkResult.safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new RecordError(`${file}: ${path.map(String).join(".")}: ${message}; ${WAY_OUT}`);
}

/** As readCheck, and null where there is no such file. */
export async function findCheck(file: string): Promise<CheckResult | null> {
  return (await exists(file)) ? readCheck(file) : null;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new RecordError(`${file}: cannot be read; name a file that a check wrote`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; ${WAY_OUT}`, { cause });
  }
}

/** Replaces the file in one step. A result that could not be read back, such as one with NaN, is a bug and throws. */
export async function writeCheck(file: string, result: CheckResult): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(checkResult.parse(result), null, 2)}\n`);
}
