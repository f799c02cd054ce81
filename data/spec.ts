import { ConfigError } from "../harness/base/errors.ts";
import { printableName } from "../harness/base/printable.ts";
import { suggestion, unknownName } from "../harness/base/registry.ts";
import type { Dataset } from "../harness/contract/index.ts";

/** Keeps bytes by key between processes. */
export interface SurveyStore {
  find(key: string): Promise<Uint8Array | null>;
  keep(key: string, survey: Uint8Array): Promise<void>;
}

export interface OpenOptions {
  /** Folder that relative file names are resolved against. */
  readonly baseFolder: string;
  /** Where it is kept what was found in large files, so that they are checked once for several processes; absent to check them each time. */
  readonly surveys?: SurveyStore;
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

/** Kinds of data that come with pricewar, or are made by it: their names lead to no file of a user. */
const WITHOUT_FILES: readonly string[] = ["brown-press", "synthetic"];

/** Whether a spec names files of a user. */
export function namesFiles(spec: string): boolean {
  return !WITHOUT_FILES.includes(splitSpec(spec).name);
}

/**
 * 'a.csv,test="c,d.csv"' -> "a.csv", "test=c,d.csv": commas part, but not between quotes, which a doubled one may contain.
 * @throws ConfigError on a quote that is not closed, or closed before the end of a value
 */
export function splitParameters(kind: string, parameters: string): string[] {
  const parts: string[] = [];
  const part = /(?:([^",=]*)=)?(?:"((?:[^"]|"")*)"|([^",][^,]*)|)(,|$)/y;
  for (;;) {
    const at = part.lastIndex;
    const match = part.exec(parameters);
    if (match === null) {
      throw new ConfigError(
        `dataset "${kind}": ${parameters.slice(at)}: quotes enclose a whole value, such as "a,b.csv" or test="c,d.csv"; close the quote there`,
      );
    }
    const [, key, quoted, plain = "", comma] = match;
    parts.push(`${key === undefined ? "" : `${key}=`}${quoted?.replaceAll('""', '"') ?? plain}`);
    if (comma === "") return parts;
  }
}

/** A value as a spec spells it: in quotes where it needs them. */
export function spelledValue(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * Reads "key=value" parts, and bare words among them.
 * @param kind of dataset, for errors
 * @param words options without a value, which get an empty one
 * @throws ConfigError on another part without "=", an unknown or repeated key, an empty value, or a word with one
 */
export function readKeyValues<Key extends string, Word extends string = never>(
  kind: string,
  parts: readonly string[],
  known: readonly Key[],
  words: readonly Word[] = [],
): ReadonlyMap<Key | Word, string> {
  const values = new Map<Key | Word, string>();
  const options = [...known, ...words];
  for (const part of parts) {
    const equals = part.indexOf("=");
    const key = equals === -1 ? part : part.slice(0, equals);
    if (equals === -1 && !isOneOf(key, words)) {
      const near = suggestion(key, words);
      throw new ConfigError(
        `dataset "${kind}": "${printableName(part)}" must have the form option=value${near === null ? "" : `, or did you mean "${near}"?`} (options: ${options.join(", ")}); a file name with a comma goes in quotes`,
      );
    }
    if (!isOneOf(key, options)) throw new ConfigError(`dataset "${kind}": ${unknownName("option", key, options)}`);
    if (values.has(key)) throw new ConfigError(`dataset "${kind}": option "${key}" is given twice; keep one`);
    if (isOneOf(key, words)) {
      if (equals !== -1) throw new ConfigError(`dataset "${kind}": option "${key}" takes no value; write just ${key}`);
      values.set(key, "");
      continue;
    }
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
