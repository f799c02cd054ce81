import { canonicalJson } from "../../base/canonical-json.ts";
import { plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { axisValues, briefWords, describe, THEN, type Words, wordsFor } from "./value-names.ts";

/** Axis -> its value in words. */
type Parts = ReadonlyMap<string, string>;

/** What tells the configurations of a plan apart, in words; every map is in the order of the axes' values in the matrix. */
export interface Labels {
  /** Axes on which the planned cells differ, in the plan's order. */
  readonly axes: readonly string[];
  /** The baseline's configuration, if the plan has one. */
  readonly baseline: string | null;
  /** Configuration -> axis -> readable value; an axis that a cell does not name is absent. */
  readonly parts: ReadonlyMap<string, Parts>;
  /** What names are made of: `parts` or, of many axes, those that differ from the baseline's. */
  readonly told: ReadonlyMap<string, Parts>;
  /** Words of a value -> shorter ones, where they tell it apart too. */
  readonly brief: ReadonlyMap<string, string>;
  /** Configuration -> e.g. "int8-rows · wasm"; a long one in brief words. No two alike. */
  readonly names: ReadonlyMap<string, string>;
  /** Configuration -> in full what its name has in brief; empty where the name says all. */
  readonly details: ReadonlyMap<string, string>;
}

const SEPARATOR = " · ";

/** A name of more values than this says little: what most configurations share is then left out of it. */
const MOST_AXES_TOLD = 2;
/** Name of the baseline where names tell changes from it. */
const BASELINE = "baseline";

/** Characters that a chart has room for beside its bars; longer names go without parameters. */
const LONGEST_NAME = 36;

/** Axes that name techniques, in the order that a cell applies them in. */
const STEP_AXES: readonly string[] = ["techniques", ...SHORTHANDS];
/** How those axes read where they add no technique. */
const NO_STEP: ReadonlySet<string> = new Set([
  describe("techniques", []),
  ...SHORTHANDS.map((axis) => describe(axis, plainName(axis))),
]);

/** Names every configuration of the plan by the values of the axes that vary; of many axes, by what the baseline lacks. */
export function labelsOf(plan: Plan): Labels {
  const axes = axisNames(plan).filter((axis) => varies(axis, plan.cells));
  const values = axisValues(plan, axes);
  const words = wordsFor(values);
  const cells = new Map(inMatrixOrder(plan, axes).map((cell) => [cell.configuration, cell]));
  const parts = new Map([...cells].map(([configuration, cell]) => [configuration, partsOf(cell, axes, words)]));
  const baseline = plan.cells.find(({ isBaseline }) => isBaseline)?.configuration ?? null;
  const told = axes.length > MOST_AXES_TOLD && baseline !== null ? changesFrom(baseline, parts) : parts;
  const brief = briefWords(values, words);
  const names = [...told].map(([id, own]) => [id, own.size === 0 ? plan.name : nameOf(own, brief)] as const);
  const details = [...told].map(([id, own]) => [id, detailOf(own, brief)] as const);
  return { axes, baseline, parts, told, brief, names: distinct(new Map(names)), details: new Map(details) };
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

function partsOf({ fields }: PlannedCell, axes: readonly string[], words: Words): Parts {
  return new Map(
    axes.flatMap((axis) => (fields[axis] === undefined ? [] : [[axis, words(axis, fields[axis])] as const])),
  );
}

/** Of each configuration the values in which it differs from the baseline's. */
function changesFrom(baseline: string, parts: Labels["parts"]): Labels["told"] {
  const plain = parts.get(baseline);
  return new Map(
    [...parts].map(([configuration, part]) => [
      configuration,
      part === plain
        ? new Map([["", BASELINE]])
        : new Map([...part].filter(([axis, value]) => plain?.get(axis) !== value)),
    ]),
  );
}

function nameOf(parts: Parts, brief: Labels["brief"]): string {
  if (!isLong(parts)) return fullName(parts);
  return fullName(new Map([...parts].map(([axis, words]) => [axis, brief.get(words) ?? words])));
}

function detailOf(parts: Parts, brief: Labels["brief"]): string {
  if (!isLong(parts)) return "";
  return fullName(new Map([...parts].filter(([, words]) => (brief.get(words) ?? words) !== words)));
}

function isLong(parts: Parts): boolean {
  return fullName(parts).length > LONGEST_NAME;
}

/** "epochs 30 · vocabulary (rows 2000) → int8": techniques as one chain, where the first of their axes stands. */
function fullName(parts: Parts): string {
  const isStep = ([axis, words]: readonly [string, string]) => STEP_AXES.includes(axis) && !NO_STEP.has(words);
  const steps = [...parts].filter(isStep).sort(([a], [b]) => STEP_AXES.indexOf(a) - STEP_AXES.indexOf(b));
  const chain = steps.map(([, words]) => words).join(THEN);
  const pieces = [...parts].map((part) => (isStep(part) ? chain : part[1]));
  return [...new Set(pieces)].join(SEPARATOR);
}

/** Adds the configuration's id where two names are alike, which unusual `include` cells can bring about. */
function distinct(names: ReadonlyMap<string, string>): Map<string, string> {
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map([...names].map(([id, name]) => [id, uses.get(name) === 1 ? name : `${name} (${id.slice(0, 6)})`]));
}

/**
 * One name for several configurations that share something, such as a training or a file: what their names have in
 * common and no other's has, else the baseline's or the shortest "and 3 more".
 * @param configurations at least one
 */
export function groupName(configurations: readonly string[], { baseline, told, brief, names }: Labels): string {
  if (configurations.length === names.size && names.size > 1) return "all configurations";
  const members = [...names].filter(([id]) => configurations.includes(id));
  const length = ([id, name]: readonly [string, string]) => (id === baseline ? 0 : name.length);
  const [first, ...others] = [...members].sort((a, b) => length(a) - length(b)).map(([, name]) => name);
  if (others.length === 0) return first ?? "";
  const parts = members.map(([id]) => told.get(id)!);
  const common = new Map([...parts[0]!].filter((part) => parts.every((own) => has(own, part))));
  const outside = [...told].filter(([id]) => !configurations.includes(id));
  const isTheirs = common.size > 0 && !outside.some(([, own]) => [...common].every((part) => has(own, part)));
  return isTheirs ? nameOf(common, brief) : `${first} and ${others.length} more`;
}

/** What stands after "the baseline" to name it; nothing where that is its name. */
export function called(label: string, end: "" | "," = ""): string {
  return label === BASELINE ? "" : `, ${label}${end}`;
}

/** "float32" -> "float32 (baseline)" */
export function markedAsBaseline(label: string): string {
  return label === BASELINE ? label : `${label} (baseline)`;
}

function has(parts: Parts, [axis, words]: readonly [string, string]): boolean {
  return parts.get(axis) === words;
}
