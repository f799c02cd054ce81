import { isUtf8 } from "node:buffer";
import { type ParseError, parse } from "jsonc-parser";
import type { RequestLimits } from "./limits.ts";
import { Problem } from "./problem.ts";

const FORM = '{"text": "…"} or {"texts": ["…", "…"]}';

/**
 * Reads the body of a request: {"text": "…"} or {"texts": ["…", "…"]}, in UTF-8.
 * @throws Problem 400 where it is no JSON, 422 where it is other JSON or beyond the limits
 */
export function readTexts(body: Uint8Array, limits: RequestLimits): string[] {
  const value = jsonOf(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Problem(422, `an object, ${FORM}`, kindOf(value));
  }
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length !== 1 || (key !== "text" && key !== "texts")) {
    throw new Problem(422, `one field, "text" or "texts": ${FORM}`, fieldsText(keys));
  }
  const given = (value as Record<string, unknown>)[key];
  return key === "text" ? [checkedText(given, "text", limits)] : checkedTexts(given, limits);
}

function jsonOf(body: Uint8Array): unknown {
  if (body.length === 0) throw new Problem(400, `a JSON object, ${FORM}`, "an empty body");
  if (!isUtf8(body)) throw new Problem(400, "JSON in UTF-8", "bytes that are not UTF-8");
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, which belongs in no log.
    throw new Problem(400, `JSON, ${FORM}`, `text that is not JSON${faultPlace(text)}`);
  }
}

function faultPlace(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  return first === undefined ? "" : ` from character ${first.offset + 1} on`;
}

function checkedTexts(given: unknown, limits: RequestLimits): string[] {
  const { maxTexts } = limits;
  if (!Array.isArray(given)) throw new Problem(422, 'a list of texts in "texts"', kindOf(given));
  if (given.length === 0 || given.length > maxTexts) {
    throw new Problem(422, `1 to ${maxTexts} texts in "texts"`, `${given.length} texts`);
  }
  return given.map((text, index) => checkedText(text, `texts[${index}]`, limits));
}

function checkedText(given: unknown, where: string, { maxCharacters }: RequestLimits): string {
  if (typeof given !== "string") throw new Problem(422, `a string as ${where}`, kindOf(given));
  if (given.length > maxCharacters) {
    throw new Problem(422, `at most ${maxCharacters} characters in ${where}`, `${given.length} characters`);
  }
  return given;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const SHOWN_FIELDS = 3;
const LONGEST_FIELD = 20;

function fieldsText(keys: readonly string[]): string {
  if (keys.length === 0) return "an object without fields";
  const shown = keys.slice(0, SHOWN_FIELDS).map((key) => JSON.stringify(key.slice(0, LONGEST_FIELD)));
  return `the fields ${shown.join(", ")}${keys.length > SHOWN_FIELDS ? `, … (${keys.length})` : ""}`;
}
