import { readFile } from "node:fs/promises";
import type * as z from "zod";
import { RecordError } from "../../base/errors.ts";
import { exists, writeFileAtomically } from "../../base/files.io.ts";
import { CHECK_SCHEMA, type CheckResult } from "./check-result.ts";
import { checkSchema, checkSchema1, checkSchema2 } from "./check-schema.ts";
import { outcomeOf } from "./outcome.ts";

/** Parsers by the file's schema version. */
const SCHEMAS: ReadonlyMap<unknown, z.ZodType<CheckResult>> = new Map([
  [1, checkSchema1],
  [2, checkSchema2],
  [CHECK_SCHEMA, checkSchema],
]);

const WAY_OUT = "run the check again to replace it, or delete the file";

/**
 * Reads a file by writeCheck, of the current schema or an older one.
 * @throws RecordError with the name of the file, if it does not exist or is not the result of a check
 */
export async function readCheck(file: string): Promise<CheckResult> {
  const value = await readJson(file);
  const schema = (value as { schema?: unknown } | null)?.schema;
  const known = SCHEMAS.get(schema);
  if (known === undefined) {
    throw new RecordError(
      `${file}: check schema ${[...SCHEMAS.keys()].join(" or ")} was needed, got ${JSON.stringify(schema)}; ${WAY_OUT}`,
    );
  }
  const read = known.safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new RecordError(`${file}: ${path.map(String).join(".")}: ${message}; ${WAY_OUT}`);
}

/** Like readCheck, but null if the file does not exist. */
export async function findCheck(file: string): Promise<CheckResult | null> {
  return (await exists(file)) ? readCheck(file) : null;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new RecordError(`${file}: cannot be read; name a file written by a check`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; ${WAY_OUT}`, { cause });
  }
}

/** Replaces the file atomically. Throws on a result that could not be read back, such as one with NaN, since that is a bug. */
export async function writeCheck(file: string, result: CheckResult): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(checkJson(result), null, 2)}\n`);
}

/** The result for other programs. Its outcome comes first; whoever reads the result derives it again. */
export function checkJson(result: CheckResult) {
  return { outcome: outcomeOf(result), ...checkSchema.parse(result) };
}
