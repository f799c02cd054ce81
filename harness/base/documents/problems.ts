import type { Json } from "../canonical-json.ts";
import { printable, printableName } from "../printable.ts";

/** Keys and indices from the file's root to a value. */
export type JsonPath = readonly (string | number)[];

/** Something wrong with one value of a handwritten file, or with its key. */
export interface Problem {
  readonly path: JsonPath;
  readonly at: "key" | "value";
  /** What was needed, what came, and the way out. */
  readonly message: string;
}

/** ["axes", "model.hidden", 0] -> "axes.model.hidden[0]" */
export function pathText(path: JsonPath): string {
  const texts = path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`));
  return printableName(texts.join(""));
}

const LONGEST_SHOWN = 60;

/** A value for a message: JSON, truncated if long, and safe to print. */
export function shown(value: Json): string {
  const text = printable(JSON.stringify(beginningOf(value, LONGEST_SHOWN)));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…` : text;
}

/** As much of a value as the first `length` characters of its JSON show: it may be large, and nested without end. */
function beginningOf(value: Json, length: number): Json {
  if (typeof value !== "object" || value === null) return value;
  // Each level of nesting and each entry takes a character at least.
  if (length === 0) return null;
  if (Array.isArray(value)) return value.slice(0, length + 1).map((one) => beginningOf(one, length - 1));
  const entries = Object.entries(value).slice(0, length + 1);
  return Object.fromEntries(entries.map(([key, one]) => [key, beginningOf(one, length - 1)]));
}
