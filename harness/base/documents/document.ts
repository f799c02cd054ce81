import type * as z from "zod";
import { ConfigError } from "../errors.ts";
import { printableName } from "../printable.ts";
import { type KnownKeys, problemsOf } from "./issues.ts";
import { type JsoncDocument, readJsonc } from "./jsonc.ts";
import { type JsonPath, type Problem, pathText } from "./problems.ts";

/**
 * Reads JSON with comments.
 * @param file its name in messages
 * @throws ConfigError with one line per problem: file:line:column: what is wrong
 */
export function readDocument(text: string, file: string): JsoncDocument {
  const read = readJsonc(text);
  if (read.ok) return read.document;
  throw new ConfigError(
    read.problems.map(({ line, column, message }) => `${printableName(file)}:${line}:${column}: ${message}`).join("\n"),
  );
}

/**
 * What a schema makes of a document, and the problems of the text and of the schema; where both have one at the same place, that of the text.
 * @returns data undefined where the schema refuses it
 */
export function parsedParts<T>(
  schema: z.ZodType<T>,
  { value, problems }: JsoncDocument,
  keysAt: (path: JsonPath) => KnownKeys,
): { readonly data: T | undefined; readonly malformed: Problem[] } {
  const { data, error } = schema.safeParse(value);
  const place = ({ path, at }: Problem) => JSON.stringify([path, at]);
  const reported = new Set(problems.map(place));
  const refused = error?.issues.flatMap((issue) => problemsOf(issue, value, keysAt)) ?? [];
  return { data, malformed: [...problems, ...refused.filter((problem) => !reported.has(place(problem)))] };
}

/** The problems alone. */
export function malformedParts(...parts: Parameters<typeof parsedParts>): Problem[] {
  return parsedParts(...parts).malformed;
}

/** @throws ConfigError with one line per problem, in the order of the file: file:line:column: path: what is wrong */
export function refuse(problems: readonly Problem[], document: JsoncDocument, file: string): void {
  if (problems.length > 0) throw new ConfigError(problemLines(problems, document, file).join("\n"));
}

/** In the order of the file: file:line:column: path: what is wrong. */
export function problemLines(problems: readonly Problem[], document: JsoncDocument, file: string): string[] {
  const located = problems.map(({ path, at, message }) => ({ ...document.positionOf(path, at), path, message }));
  located.sort((a, b) => a.line - b.line || a.column - b.column);
  return located.map(
    ({ line, column, path, message }) =>
      `${printableName(file)}:${line}:${column}: ${path.length === 0 ? "" : `${pathText(path)}: `}${message}`,
  );
}
