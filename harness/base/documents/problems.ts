import type { Json } from "../canonical-json.ts";

/** Keys and indices that lead from the file's root to a value. */
export type JsonPath = readonly (string | number)[];

/** Something wrong with one value of a file that a person wrote, or with its key. */
export interface Problem {
  readonly path: JsonPath;
  readonly at: "key" | "value";
  /** What was needed, what came, and the way out. */
  readonly message: string;
}

/** ["axes", "model.hidden", 0] -> "axes.model.hidden[0]" */
export function pathText(path: JsonPath): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}

const LONGEST_SHOWN = 60;

/** A value as messages show it: JSON, cut where it is long. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
