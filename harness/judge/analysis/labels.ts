import { canonicalJson } from "../../base/canonical-json.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { axisValues, type NameValue, nameValues, STEP_AXES, THEN, type ValueName } from "./value-names.ts";

/** Axis -> the name of its value. */
export type NameParts = ReadonlyMap<string, ValueName>;

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
  /** Configuration -> e.g. "int8-rows · wasm"; a long one in brief. No two alike. */
  readonly names: ReadonlyMap<string, string>;
  /** Configuration -> in full what its name has in brief; empty where the name says all. */
  readonly details: ReadonlyMap<string, string>;
}

const SEPARATOR = " · ";

/** A name with more values than this says little, so what most configurations share is left out. */
const MOST_AXES_NAMED = 2;
/** Name of the baseline where names are changes from it. */
const BASELINE: ValueName = { full: "baseline", brief: "baseline", isStep: false };

/** Characters that fit next to the bars of a chart; longer names drop their parameters. */
const LONGEST_NAME = 36;

/** Names every configuration of the plan by the values of the axes that vary; of many axes, by what differs from the baseline. */
export function labelsOf(plan: Plan): Labels {
  const axes = axisNames(plan).filter((axis) => varies(axis, plan.cells));
  const nameValue = nameValues(axisValues(plan, axes));
  const cells = new Map(inMatrixOrder(plan, axes).map((cell) => [cell.configuration, cell]));
  const parts = new Map([...cells].map(([configuration, cell]) => [configuration, partsOf(cell, axes, nameValue)]));
  const baseline = plan.cells.find(({ isBaseline }) => isBaseline)?.configuration ?? null;
  const areChanges = axes.length > MOST_AXES_NAMED && baseline !== null;
  const nameParts = areChanges ? changesFrom(baseline, parts) : parts;
  const names = [...nameParts].map(([id, own]) => [id, own.size === 0 ? plan.name : nameOf(own)] as const);
  const details = [...nameParts].map(([id, own]) => [id, detailOf(own)] as const);
  return {
    axes,
    baseline,
    parts,
    nameParts,
    areChanges,
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

function partsOf({ fields }: PlannedCell, axes: readonly string[], nameValue: NameValue): NameParts {
  return new Map(
    axes.flatMap((axis) => (fields[axis] === undefined ? [] : [[axis, nameValue(axis, fields[axis])] as const])),
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
        : new Map([...part].filter(([axis, { full }]) => plain?.get(axis)?.full !== full)),
    ]),
  );
}

/** One name for the parts, in brief where the whole would be long. */
export function nameOf(parts: NameParts): string {
  return joined(parts, isLong(parts) ? "brief" : "full");
}

function detailOf(parts: NameParts): string {
  if (!isLong(parts)) return "";
  return joined(new Map([...parts].filter(([, { full, brief }]) => brief !== full)), "full");
}

function isLong(parts: NameParts): boolean {
  return joined(parts, "full").length > LONGEST_NAME;
}

/** "epochs 30 · vocabulary (rows 2000) → int8": techniques as one chain, where the first of their axes stands. */
function joined(parts: NameParts, form: "full" | "brief"): string {
  const steps = [...parts].filter(([, { isStep }]) => isStep);
  const inOrder = steps.sort(([a], [b]) => STEP_AXES.indexOf(a) - STEP_AXES.indexOf(b));
  const chain = inOrder.map(([, name]) => name[form]).join(THEN);
  const pieces = [...parts.values()].map((name) => (name.isStep ? chain : name[form]));
  return [...new Set(pieces)].join(SEPARATOR);
}

/** Adds the configuration's id where two names are alike, which unusual `include` cells can bring about. */
function distinct(names: ReadonlyMap<string, string>): Map<string, string> {
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map([...names].map(([id, name]) => [id, uses.get(name) === 1 ? name : `${name} (${id.slice(0, 6)})`]));
}
