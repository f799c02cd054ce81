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
  const text = printable(JSON.stringify(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…` : text;
}
