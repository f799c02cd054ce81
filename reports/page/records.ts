import type { Json } from "../../harness/base/canonical-json.ts";
import { roundedTo } from "../../harness/base/decimal.ts";
import { mapValues } from "../../harness/base/map-values.ts";
import { perObject } from "../../harness/base/per-object.ts";
import { forShell } from "../../harness/base/shell.ts";
import { spellings } from "../../harness/contract/spellings.ts";
import type { Analysis, CellResult } from "../../harness/judge/analysis/analysis.ts";
import { MANY_ROWS } from "../few-digits.ts";
import { html, type Markup } from "../html.ts";
import { payloadMarkup } from "../payload.ts";
import { configurationRows } from "./configurations.ts";
import { RECORDS_EACH } from "./records-each.ts";
import { runCommand } from "./reproduce.ts";
import { runRows } from "./runs.ts";

/** Of many runs, the page has numbers with so many digits, and no course of the training: it would be tens of megabytes. */
const SHORT_DIGITS = 5;
/** Characters of base64 from which on a text is packed data and not an id. */
const SHORTEST_PACKED = 40;

/** The raw records of some hundred rows, or the settings of as many configurations: those of one shape are columns, which deflate to a third of their lines. */
export interface RecordChunk {
  readonly shapes: readonly RecordShape[];
  /** By row: its shape and its place in the columns; null without a record. */
  readonly rows: readonly (readonly [shape: number, place: number] | null)[];
  /** By row: the command that runs its cells again. */
  readonly commands: readonly string[];
  /** Whether numbers are rounded, and the course of the training is left out. */
  readonly isShortened: boolean;
}

export interface RecordShape {
  readonly paths: readonly (readonly string[])[];
  /** By path, the values of the records. */
  readonly columns: readonly (readonly Json[])[];
}

/** What stands for packed data. */
export interface PackedAway {
  readonly leftOut: "base64";
  readonly bytes: number;
}

/** The records of every planned run, by the rows of the table of runs, each chunk in an element of its own. */
export function recordsMarkup({ plan, cells }: Analysis): Markup {
  const rows = runRows(cells);
  return chunksMarkup("records", rows, cellCommands(plan), rows.length > MANY_ROWS);
}

/** The settings of every configuration, by the rows of their table, likewise. */
export function settingsMarkup(analysis: Analysis): Markup {
  const rows = configurationRows(analysis).map(({ cells: [one] }) => ({ cell: one!.cell, record: settingsOf(one!) }));
  return chunksMarkup("settings", rows, configurationCommands(analysis.plan), false);
}

/** What the experiments of a configuration have in common: all but the seed, and the id that it is a part of. */
function settingsOf({ cell }: CellResult): object {
  const { id: _id, training, ...settings } = cell.experiment;
  const { seed: _seed, ...ofTraining } = training;
  return { ...settings, training: ofTraining };
}

function chunksMarkup<Row extends RecordRow>(
  name: string,
  rows: readonly Row[],
  commandOf: (row: Row) => string,
  isShortened: boolean,
): Markup {
  const starts = Array.from({ length: Math.ceil(rows.length / RECORDS_EACH) }, (_, chunk) => chunk * RECORDS_EACH);
  return html`${starts.map((start, chunk) => {
    const own = rows.slice(start, start + RECORDS_EACH);
    return payloadMarkup(`${name}-${chunk}`, recordChunk(own, commandOf, isShortened));
  })}`;
}

interface RecordRow {
  readonly record: object | null;
}

export function recordChunk<Row extends RecordRow>(
  rows: readonly Row[],
  commandOf: (row: Row) => string,
  isShortened: boolean,
): RecordChunk {
  const shapes: ReadShape[] = [];
  const places = rows.map(({ record }): readonly [number, number] | null => {
    if (record === null) return null;
    const json = (isShortened ? withoutCourse(record) : record) as unknown as Json;
    const values: Json[] = [];
    let at = shapes.findIndex(({ form }) => {
      values.length = 0;
      return readLeaves(json, form, values);
    });
    if (at < 0) {
      const form = formOf(json);
      values.length = 0;
      readLeaves(json, form, values);
      at = shapes.push({ form, columns: values.map(() => []) }) - 1;
    }
    const { columns } = shapes[at]!;
    for (let index = 0; index < columns.length; index += 1) columns[index]!.push(shown(values[index]!, isShortened));
    return [at, columns[0]!.length - 1];
  });
  return {
    shapes: shapes.map(({ form, columns }) => ({ paths: pathsOf(form), columns })),
    rows: places,
    commands: rows.map(commandOf),
    isShortened,
  };
}

function withoutCourse(record: object): object {
  if (!("training" in record) || !hasFields(record.training as Json)) return record;
  const { history: _, ...training } = record.training as { readonly history?: unknown };
  return { ...record, training };
}

/** The names of an object's fields, and the form of each value; null is that of what has no fields: a list is one value. */
type Form = { readonly [name: string]: Form } | null;

interface ReadShape {
  readonly form: Form;
  readonly columns: Json[][];
}

function formOf(value: Json): Form {
  return hasFields(value) ? mapValues(value, formOf) : null;
}

/** Puts a record's values that have no fields in order. @returns whether it has a form; what it read else is of no use */
function readLeaves(value: Json, form: Form, into: Json[]): boolean {
  if (form === null) {
    into.push(value);
    return !hasFields(value);
  }
  if (!hasFields(value)) return false;
  const names = namesOf(form);
  let at = 0;
  for (const name in value) {
    if (name !== names[at] || !readLeaves(value[name]!, form[name]!, into)) return false;
    at += 1;
  }
  return at === names.length;
}

const namesOf = perObject((form: NonNullable<Form>): readonly string[] => Object.keys(form));

/** The paths of the same values. */
function pathsOf(form: Form): string[][] {
  if (form === null) return [[]];
  return Object.entries(form).flatMap(([name, own]) => pathsOf(own).map((path) => [name, ...path]));
}

/** An empty object is a value, as a list is. */
function hasFields(value: Json): value is { readonly [key: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const _ in value) return true;
  return false;
}

function shown(value: Json, isShortened: boolean): Json {
  if (typeof value === "number") {
    return isShortened && !Number.isInteger(value) ? roundedTo(value, SHORT_DIGITS) : value;
  }
  if (typeof value === "string") return isPacked(value) ? packedAway(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one: Json) => shown(one, isShortened));
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, shown(own, isShortened)]));
}

function isPacked(text: string): boolean {
  return text.length >= SHORTEST_PACKED && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function packedAway(text: string): { readonly [key: string]: Json } {
  const bytes = Buffer.byteLength(text, "base64");
  return { leftOut: "base64", bytes } satisfies PackedAway;
}

/** A function that gives the command that runs a cell alone. */
function cellCommands(plan: Analysis["plan"]): (cell: CellResult) => string {
  const commandOf = configurationCommands(plan);
  return (cell) => `${commandOf(cell)} ${filterOf("seed", cell.cell.experiment.training.seed)}`;
}

/** A function that gives the command that runs all cells of a cell's configuration, in a folder of their own. */
function configurationCommands(plan: Analysis["plan"]): (cell: Pick<CellResult, "cell">) => string {
  const varied = Object.keys(plan.axes);
  const command = `${runCommand(plan)} --fresh --out ${forShell(`runs/${plan.name}-again`)}`;
  return ({ cell: { fields } }) => {
    const filters = varied.flatMap((axis) => (fields[axis] === undefined ? [] : [filterOf(axis, fields[axis])]));
    return [command, ...filters].join(" ");
  };
}

function filterOf(name: string, value: Json): string {
  return `--filter ${forShell(`${name}=${filterText(value)}`)}`;
}

/** A plugin with parameters as JSON, since its name alone would mean others too. */
function filterText(value: Json): string {
  const texts = spellings(value);
  return (typeof value === "object" ? texts.at(-1) : texts[0])!;
}
