import { canonicalJson } from "../../base/canonical-json.ts";
import { plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { axisValues, briefWords, describe, THEN, type Words, wordsFor } from "./value-names.ts";

/** Axis -> the name of its value. */
export type NameParts = ReadonlyMap<string, string>;

/** The names of a plan's configurations; every map is in the order of the axes' values in the matrix. */
export interface Labels {
  /** Axes on which the planned cells differ, in the plan's order. */
  readonly axes: readonly string[];
  /** The baseline's configuration, if the plan has one. */
  readonly baseline: string | null;
  /** Configuration -> axis -> name of its value; an axis that a cell does not name is absent. */
  readonly parts: ReadonlyMap<string, NameParts>;
  /** What names are made of: `parts` or, where names are changes, those that differ from the baseline's. */
  readonly nameParts: ReadonlyMap<string, NameParts>;
  /** Names say what differs from the baseline, whose own name is then "baseline". */
  readonly areChanges: boolean;
  /** Name of a value -> a shorter one, where that is unique too. */
  readonly brief: ReadonlyMap<string, string>;
  /** Configuration -> e.g. "int8-rows · wasm"; a long one in brief words. No two alike. */
  readonly names: ReadonlyMap<string, string>;
  /** Configuration -> in full what its name has in brief; empty where the name says all. */
  readonly details: ReadonlyMap<string, string>;
}

const SEPARATOR = " · ";

/** A name of more values than this says little: what most configurations share is then left out of it. */
const MOST_AXES_NAMED = 2;
/** Name of the baseline where names are changes from it. */
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
  const areChanges = axes.length > MOST_AXES_NAMED && baseline !== null;
  const nameParts = areChanges ? changesFrom(baseline, parts) : parts;
  const brief = briefWords(values, words);
  const names = [...nameParts].map(([id, own]) => [id, own.size === 0 ? plan.name : nameOf(own, brief)] as const);
  const details = [...nameParts].map(([id, own]) => [id, detailOf(own, brief)] as const);
  return {
    axes,
    baseline,
    parts,
    nameParts,
    areChanges,
    brief,
    names: distinct(new Map(names)),
    details: new Map(details),
  };
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

function partsOf({ fields }: PlannedCell, axes: readonly string[], words: Words): NameParts {
  return new Map(
    axes.flatMap((axis) => (fields[axis] === undefined ? [] : [[axis, words(axis, fields[axis])] as const])),
  );
}

/** Of each configuration the values in which it differs from the baseline's. */
function changesFrom(baseline: string, parts: Labels["parts"]): Labels["nameParts"] {
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

/** One name for the parts, in brief where the whole would be long. */
export function nameOf(parts: NameParts, brief: Labels["brief"]): string {
  if (!isLong(parts)) return fullName(parts);
  return fullName(new Map([...parts].map(([axis, words]) => [axis, brief.get(words) ?? words])));
}

function detailOf(parts: NameParts, brief: Labels["brief"]): string {
  if (!isLong(parts)) return "";
  return fullName(new Map([...parts].filter(([, words]) => (brief.get(words) ?? words) !== words)));
}

function isLong(parts: NameParts): boolean {
  return fullName(parts).length > LONGEST_NAME;
}

/** "epochs 30 · vocabulary (rows 2000) → int8": techniques as one chain, where the first of their axes stands. */
function fullName(parts: NameParts): string {
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
