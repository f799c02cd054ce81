import { ConfigError } from "../harness/base/errors.ts";
import { unknownName } from "../harness/base/registry.ts";
import { readKeyValues, splitParameters } from "./spec.ts";
import { encodingNamed } from "./tables/encodings.ts";
import { separatorNamed } from "./tables/separators.ts";
import type { TableOptions } from "./tables/table.ts";

/** Names of the columns that are read; other columns are ignored. */
export interface Columns {
  readonly text: string;
  readonly label: string;
  /** The column whose equal cells keep rows on one side of a split; null without one. */
  readonly group: string | null;
}

/** What "FILE,option=value,…" asks for. */
export interface DatasetOptions {
  readonly trainName: string;
  readonly testName: string | null;
  readonly columns: Columns;
  readonly positive: string | null;
  readonly dedupe: boolean;
  readonly stratified: boolean;
  /** Whether rows with an empty cell are left out, instead of being refused. */
  readonly skipEmpty: boolean;
  readonly table: TableOptions;
}

const COMMON = ["test", "text", "label", "positive", "group", "split", "empty"] as const;

/** Options without a value. */
const WORDS = ["dedupe"] as const;

/** The options of text files, by kind of dataset. */
const OF_KIND = {
  csv: ["separator", "quotes", "encoding"],
  jsonl: ["encoding"],
  parquet: [],
} as const satisfies Record<string, readonly ("separator" | "quotes" | "encoding")[]>;

/** A kind of dataset whose rows are in files. */
export type TableKind = keyof typeof OF_KIND;

export function isTableKind(name: string): name is TableKind {
  return Object.hasOwn(OF_KIND, name);
}

/** The options of a kind as a spec has them, such as "text=…" and "dedupe". */
export function optionNames(kind: TableKind): string[] {
  return [...COMMON, ...OF_KIND[kind]].map((option) => `${option}=…`).concat(WORDS);
}

/** @throws ConfigError on a missing file name, and on options that are unknown or make no sense together */
export function readDatasetOptions(kind: TableKind, parameters: string | null): DatasetOptions {
  const [trainName = "", ...rest] = splitParameters(kind, parameters ?? "");
  if (trainName === "") {
    throw new ConfigError(
      `dataset "${kind}" needs a file: write ${kind}:TRAIN.${kind} or ${kind}:TRAIN.${kind},test=TEST.${kind}`,
    );
  }
  const known = [...COMMON, ...OF_KIND[kind]];
  const given = readKeyValues(kind, rest, known, WORDS);
  const oneOf = (option: (typeof known)[number], values: readonly string[]): string | null => {
    const value = given.get(option);
    if (value === undefined || values.includes(value)) return value ?? null;
    throw new ConfigError(`dataset "${kind}": ${unknownName(`value of ${option}`, value, values)}`);
  };
  const columns = {
    text: given.get("text") ?? "text",
    label: given.get("label") ?? "label",
    group: given.get("group") ?? null,
  };
  const options: DatasetOptions = {
    trainName,
    testName: given.get("test") ?? null,
    columns,
    positive: given.get("positive") ?? null,
    dedupe: given.has("dedupe"),
    stratified: oneOf("split", ["stratified"]) !== null,
    skipEmpty: oneOf("empty", ["skip"]) !== null,
    table: {
      wanted: columnNames(columns),
      separator: separatorNamed(given.get("separator")),
      literalQuotes: oneOf("quotes", ["literal"]) !== null,
      encoding: encodingNamed(given.get("encoding")),
    },
  };
  refuseContradictions(kind, options);
  return options;
}

/** Text, label and, where there is one, group. */
export function columnNames({ text, label, group }: Columns): string[] {
  return [text, label, ...(group === null ? [] : [group])];
}

function refuseContradictions(kind: TableKind, { columns, stratified, testName, dedupe }: DatasetOptions): void {
  const names = columnNames(columns);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  const reasons = [
    twice === undefined ? null : `column "${twice}" cannot be two of text, label and group; name another one`,
    stratified && testName !== null
      ? "test= names the test rows, so split=stratified has none to choose; leave one out"
      : null,
    stratified && columns.group !== null
      ? "a split cannot keep both each class's share (split=stratified) and groups together (group); leave one out"
      : null,
    stratified && dedupe
      ? "a split cannot keep both each class's share (split=stratified) and equal texts together (dedupe); leave one out"
      : null,
  ].filter((reason) => reason !== null);
  if (reasons.length > 0) throw new ConfigError(`dataset "${kind}": ${reasons.join("; ")}`);
}
