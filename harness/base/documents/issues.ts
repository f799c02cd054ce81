import type * as z from "zod";
import type { Json } from "../canonical-json.ts";
import { printableName } from "../printable.ts";
import { unknownName } from "../registry.ts";
import { type Problem, shown } from "./problems.ts";

type Issue = z.core.$ZodIssue;

/** The keys that an object of the file may have, and the word for them. */
export interface KnownKeys {
  readonly kind: string;
  readonly keys: readonly string[];
  /** How another key that is near one of them in meaning, but not in spelling, is written: 'write "a": { "b": … }'; null for any other. */
  readonly wayOut?: (key: string) => string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text in double quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * Rewords a zod issue.
 * @param root the validated value, since zod's issues do not include the invalid one
 * @param keysAt keys that the object at a path may have
 */
export function problemsOf(issue: Issue, root: Json, keysAt: (path: Problem["path"]) => KnownKeys): Problem[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const value = valueAt(root, path);
  const came = value === undefined ? "" : `, got ${shown(value)}`;
  const problem = (message: string): Problem[] => [{ path, at: "value", message }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        return { path: [...path, key], at: "key", message: unknownKey(key, keysAt(path)) };
      });
    case "invalid_type":
      return problem(
        `${value === undefined ? "is missing: it " : ""}must be ${TYPES[issue.expected] ?? issue.expected}${came}`,
      );
    case "invalid_value":
      return problem(`must be ${oneOf(issue.values)}${came}`);
    case "too_small":
      return problem(
        `must ${bound(issue.origin, issue.inclusive === false ? "above" : "at least", issue.minimum)}${came}`,
      );
    case "too_big":
      return problem(
        `must ${bound(issue.origin, issue.inclusive === false ? "below" : "at most", issue.maximum)}${came}`,
      );
    case "invalid_union": {
      if (issue.inclusive !== false && issue.discriminator !== undefined) {
        return problem(
          `must be one of ${(issue.options ?? []).map((option) => shown(String(option))).join(", ")}${came}`,
        );
      }
      const inner = nearestBranch(issue.errors);
      if (inner === null) return problem(`${issue.message}${came}`);
      return inner.flatMap((one) => problemsOf({ ...one, path: [...issue.path, ...one.path] }, root, keysAt));
    }
    case "invalid_format":
      return problem(`${issue.message}${came}`);
    case "custom":
      return [{ path, at: issue.params?.at === "key" ? "key" : "value", message: issue.message }];
    default:
      return problem(issue.message);
  }
}

function unknownKey(key: string, { kind, keys, wayOut }: KnownKeys): string {
  const way = keys.length === 0 ? "remove it" : wayOut?.(key);
  return typeof way === "string" ? `unknown ${kind} "${printableName(key)}"; ${way}` : unknownName(kind, key, keys);
}

function bound(origin: string, words: string, limit: number | bigint): string {
  return origin === "array" ? `have ${words} ${limit} ${limit === 1 ? "entry" : "entries"}` : `be ${words} ${limit}`;
}

/** Issues of a union's branch that is not meant for the value: another type, or another constant. */
const OTHER_BRANCH: readonly Issue["code"][] = ["invalid_type", "invalid_value"];

/** The branch that accepts the value's type and rejects something inside it; null if there is none. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  return (
    branches.find((issues) => issues.every((issue) => issue.path.length > 0 || !OTHER_BRANCH.includes(issue.code))) ??
    null
  );
}

function valueAt(root: Json, path: Problem["path"]): Json | undefined {
  let value: unknown = root;
  for (const part of path) value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  return value as Json | undefined;
}

/** `one of "a", "b"`, or the only value itself; values other than text are written as in JSON. */
function oneOf(values: readonly unknown[]): string {
  const written = values.map((value) => shown(typeof value === "boolean" ? value : String(value)));
  return written.length === 1 ? written[0]! : `one of ${written.join(", ")}`;
}
