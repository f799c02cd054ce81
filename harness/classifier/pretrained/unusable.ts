import * as z from "zod";
import type { Json } from "../../base/canonical-json.ts";
import { problemsOf } from "../../base/documents/issues.ts";
import { pathText } from "../../base/documents/problems.ts";
import { ConfigError } from "../../base/errors.ts";
import { printable, printableName } from "../../base/printable.ts";

/** @throws ConfigError: a file of a pretrained model's folder cannot be used; `problem` says what is wrong and the way out */
export function unusable(file: string, problem: string, cause?: unknown): ConfigError {
  return new ConfigError(`${printableName(file)}: ${printable(problem)}`, { cause });
}

/** The JSON of a folder's file, in the fields that are read of it. @throws ConfigError: file: field: what was needed, what came */
export function readJson<S extends z.ZodType>(text: string, file: string, schema: S): z.output<S> {
  const wayOut = "download the model's folder again";
  const value = (() => {
    try {
      return JSON.parse(text) as Json;
    } catch (cause) {
      throw unusable(file, `is not JSON; ${wayOut}`, cause);
    }
  })();
  const read = z.safeParse(schema, value);
  if (read.success) return read.data;
  const { path, message } = problemsOf(read.error.issues[0]!, value, () => ({ kind: "key", keys: [] }))[0]!;
  throw unusable(file, `${path.length === 0 ? "" : `${pathText(path)}: `}${message}; ${wayOut}`);
}
