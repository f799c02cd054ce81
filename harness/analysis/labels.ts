import { canonicalJson, type Json } from "../canonical.ts";
import { type Plan, type PlannedCell, WHOLE_BATCH } from "../contract.ts";

/** What tells the configurations of a plan apart, in words. */
export interface Labels {
  /** Axes on which the planned cells differ, in the plan's order. */
  readonly axes: readonly string[];
  /** Configuration -> axis -> readable value, in the order of the axes' values in the matrix; an axis that a cell does not name is absent. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /**
   * Configuration -> the values of `axes`, e.g. "int8-rows · wasm"; the plan's name where none vary. Of many axes, those that
   * differ from the baseline's. No two alike.
   */
  readonly names: ReadonlyMap<string, string>;
}

const SEPARATOR = " · ";

/** A name of more values than this says little: what most configurations share is then left out of it. */
const MOST_AXES_TOLD = 3;
const UNCHANGED = "no change";

/** Names every configuration of the plan by the values of the axes that vary; of many axes, by what the baseline lacks. */
export function labelsOf(plan: Plan): Labels {
  const axes = axisNames(plan).filter((axis) => varies(axis, plan.cells));
  const cells = new Map(inMatrixOrder(plan, axes).map((cell) => [cell.configuration, cell]));
  const words = wordsOf(plan, axes);
  const shared = sharedValues(plan, axes, words);
  const parts = new Map([...cells].map(([configuration, cell]) => [configuration, partsOf(cell, axes, shared, words)]));
  const told = axes.length > MOST_AXES_TOLD ? changesOf(parts, plan) : parts;
  const names = new Map([...told].map(([configuration, part]) => [configuration, nameOf(part, plan)]));
  return { axes, parts, names: distinct(names) };
}

function axisNames(plan: Plan): string[] {
  return [...new Set([...Object.keys(plan.axes), ...plan.cells.flatMap((cell) => Object.keys(cell.fields))])];
}

function varies(axis: string, cells: readonly PlannedCell[]): boolean {
  return new Set(cells.map((cell) => canonicalJson({ value: cell.fields[axis] }))).size > 1;
}

/** Cells by their values' places on the axes: a plan holds them in the order they run in, which is random. */
function inMatrixOrder(plan: Plan, axes: readonly string[]): PlannedCell[] {
  const places = axes.map((axis) => (plan.axes[axis] ?? []).map(canonicalJson));
  const placeOf = ({ fields }: PlannedCell) =>
    axes.map((axis, index) => (fields[axis] === undefined ? -1 : places[index]!.indexOf(canonicalJson(fields[axis]))));
  const ranked = plan.cells.map((cell) => ({ cell, place: placeOf(cell) }));
  ranked.sort((a, b) => a.place.map((at, index) => at - b.place[index]!).find((order) => order !== 0) ?? 0);
  return ranked.map(({ cell }) => cell);
}

/** A value of an axis in words that tell it from the axis' others. */
type Words = (axis: string, value: Json) => string;

/** Of plugins of one name, parameters that all of them share tell nothing and would bury the others. */
function wordsOf(plan: Plan, axes: readonly string[]): Words {
  const valuesOf = new Map(
    axes.map((axis) => {
      const values = plan.cells.flatMap(({ fields }) => (fields[axis] === undefined ? [] : [fields[axis]]));
      return [axis, [...new Map(values.map((value) => [canonicalJson(value), value])).values()].filter(isPlugin)];
    }),
  );
  return (axis, value) => {
    if (!isPlugin(value)) return describe(axis, value);
    const namesakes = (valuesOf.get(axis) ?? []).filter(({ name }) => name === value.name);
    if (namesakes.length < 2) return describe(axis, value);
    const tells = ([key, own]: [string, Json]) =>
      key === "name" || namesakes.some((other) => canonicalJson({ own: other[key] }) !== canonicalJson({ own }));
    return describe(axis, Object.fromEntries(Object.entries(value).filter(tells)));
  };
}

function isPlugin(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value) && typeof value.name === "string";
}

/** Words that stand for a value on more than one axis, as "onnx" does where training and serving both vary. */
function sharedValues(plan: Plan, axes: readonly string[], wordsOfValue: Words): ReadonlySet<string> {
  const axisOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const axis of axes) {
    for (const { fields } of plan.cells) {
      const words = fields[axis] === undefined ? null : wordsOfValue(axis, fields[axis]);
      if (words === null) continue;
      if (axisOf.has(words) && axisOf.get(words) !== axis) shared.add(words);
      axisOf.set(words, axis);
    }
  }
  return shared;
}

function partsOf(
  cell: PlannedCell,
  axes: readonly string[],
  shared: ReadonlySet<string>,
  wordsOfValue: Words,
): Map<string, string> {
  return new Map(
    axes.flatMap((axis) => {
      const value = cell.fields[axis];
      if (value === undefined) return [];
      const words = wordsOfValue(axis, value);
      return [[axis, shared.has(words) ? `${humanize(axis)} ${words}` : words] as const];
    }),
  );
}

/** Of each configuration the values in which it differs from the baseline's; all values where there is no baseline. */
function changesOf(parts: Labels["parts"], { cells }: Plan): Labels["parts"] {
  const baseline = parts.get(cells.find(({ isBaseline }) => isBaseline)?.configuration ?? "");
  if (baseline === undefined) return parts;
  return new Map(
    [...parts].map(([configuration, part]) => [
      configuration,
      part === baseline
        ? new Map([["", UNCHANGED]])
        : new Map([...part].filter(([axis, value]) => baseline.get(axis) !== value)),
    ]),
  );
}

function nameOf(parts: ReadonlyMap<string, string>, plan: Plan): string {
  return parts.size === 0 ? plan.name : [...parts.values()].join(SEPARATOR);
}

/** Adds the configuration's id where two names are alike, which unusual `include` cells can bring about. */
function distinct(names: ReadonlyMap<string, string>): Map<string, string> {
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map([...names].map(([id, name]) => [id, uses.get(name) === 1 ? name : `${name} (${id.slice(0, 6)})`]));
}

/** A value of an axis that can stand without the axis beside it: "int8-rows", "batch size full", "no pruning", "residual". */
export function describe(axis: string, value: Json): string {
  const words = humanize(axis);
  if (value === null || (axis === "earlyStopping" && value === "none")) return `no ${words}`;
  if (typeof value === "number" || value === WHOLE_BATCH) return `${words} ${value}`;
  if (typeof value === "boolean") return value ? words : `no ${words}`;
  if (isList(value)) return value.length === 0 ? `no ${words}` : listOf(words, value);
  if (typeof value === "object" && value.name === undefined) {
    const parameters = plain(value);
    return parameters === "" ? words : `${words} (${parameters})`;
  }
  return plain(value);
}

/** Plugins read well alone ("prune + int8"); bare numbers do not ("hidden 24, 12"). */
function listOf(words: string, values: readonly Json[]): string {
  return values.every((value) => typeof value === "number")
    ? `${words} ${values.join(", ")}`
    : values.map(plain).join(" + ");
}

function plain(value: Json): string {
  if (value === null) return "none";
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.map(plain).join(", ");
  const { name, ...parameters } = value;
  const rest = Object.entries(parameters).map(([key, inner]) => `${humanize(key)} ${plain(inner)}`);
  if (name === undefined) return rest.join(", ");
  return rest.length === 0 ? plain(name) : `${plain(name)} (${rest.join(", ")})`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** "batchSize" -> "batch size", "model.hidden" -> "hidden" */
export function humanize(axis: string): string {
  return (axis.split(".").at(-1) ?? axis).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/**
 * One name for several configurations that share something, such as a training or a file: the values that they have in
 * common and others lack. Null where they have nothing in common that others lack.
 */
export function commonName(configurations: readonly string[], labels: Labels): string | null {
  const [first, ...rest] = configurations;
  if (first === undefined) return null;
  if (rest.length === 0) return labels.names.get(first) ?? null;
  const common = [...(labels.parts.get(first) ?? [])].filter(([axis, value]) =>
    rest.every((other) => labels.parts.get(other)?.get(axis) === value),
  );
  return common.length === 0 ? null : common.map(([, value]) => value).join(SEPARATOR);
}
