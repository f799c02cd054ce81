import { ConfigError } from "../harness/base/errors.ts";
import { unknownName } from "../harness/base/registry.ts";
import type { Dataset } from "../harness/contract/index.ts";

export interface OpenOptions {
  /** Folder that relative file names are resolved against. */
  readonly baseFolder: string;
}

/** Opens one kind of dataset. `parameters` is everything after the first colon of the spec, or null without a colon. */
export type DatasetLoader = (parameters: string | null, options: OpenOptions) => Promise<Dataset>;

/** "csv:train.csv,text=body" -> name "csv", parameters "train.csv,text=body" */
export function splitSpec(spec: string): { readonly name: string; readonly parameters: string | null } {
  const colon = spec.indexOf(":");
  return colon === -1
    ? { name: spec, parameters: null }
    : { name: spec.slice(0, colon), parameters: spec.slice(colon + 1) };
}

/**
 * Reads "key=value" parts.
 * @param kind of dataset, for errors
 * @throws ConfigError on a part without "=", an unknown or repeated key, or an empty value
 */
export function readKeyValues<Key extends string>(
  kind: string,
  parts: readonly string[],
  known: readonly Key[],
): ReadonlyMap<Key, string> {
  const values = new Map<Key, string>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    if (equals === -1) {
      throw new ConfigError(
        `dataset "${kind}": "${part}" must have the form option=value (options: ${known.join(", ")})`,
      );
    }
    const key = part.slice(0, equals);
    if (!isOneOf(key, known)) throw new ConfigError(`dataset "${kind}": ${unknownName("option", key, known)}`);
    if (values.has(key)) throw new ConfigError(`dataset "${kind}": option "${key}" is given twice; keep one`);
    const value = part.slice(equals + 1);
    if (value === "")
      throw new ConfigError(`dataset "${kind}": option "${key}" has no value; write ${key}=… or leave it out`);
    values.set(key, value);
  }
  return values;
}

function isOneOf<Key extends string>(key: string, known: readonly Key[]): key is Key {
  return (known as readonly string[]).includes(key);
}
