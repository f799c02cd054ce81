import { canonicalJson } from "../../base/canonical-json.ts";
import { countEach } from "../../base/count-each.ts";
import { perObject } from "../../base/per-object.ts";
import { positions } from "../../base/positions.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { axisValues, type NameValue, nameValues, STEP_AXES, THEN, type ValueName } from "./value-names.ts";

/** Axis -> the name of its value. */
export type NameParts = ReadonlyMap<string, ValueName>;

/** The names of a plan's configurations; every map follows the order of the axes' values in the matrix. */
export interface Labels {
  /** Axes on which the planned cells differ, in the plan's order. */
  readonly axes: readonly string[];
  /** The baseline's configuration, if the plan has one. */
  readonly baseline: string | null;
  /** Configuration -> axis -> name of its value; without the axes that the configuration does not set. */
  readonly parts: ReadonlyMap<string, NameParts>;
  /** The parts that make up the names: all `parts` or, if `areChanges`, those that differ from the baseline's and not alike in all others. */
  readonly nameParts: ReadonlyMap<string, NameParts>;
  /** Whether names list the differences from the baseline, whose own name is then "baseline". */
  readonly areChanges: boolean;
  /** Configuration -> unique name such as "int8-rows · wasm"; long names are shortened. */
  readonly names: ReadonlyMap<string, string>;
  /** Configuration -> the full form of what its name shortens; empty if the name is complete. */
  readonly details: ReadonlyMap<string, string>;
}

/** Name of what a configuration has on an axis that it does not set. */
export const UNSET: ValueName = { full: "as configured", brief: "as configured", isStep: false };

/** The name of a configuration's value on an axis. */
export function nameOn({ parts }: Pick<Labels, "parts">, configuration: string, axis: string): ValueName {
  return parts.get(configuration)?.get(axis) ?? UNSET;
}

/** Its full form, unique among the axis' values. */
export function valueOn(labels: Pick<Labels, "parts">, configuration: string, axis: string): string {
  return nameOn(labels, configuration, axis).full;
}

/** A value's full name on an axis as it fits next to a chart's rows. */
export function shortOn({ parts }: Pick<Labels, "parts">, axis: string, full: string): string {
  if (full.length <= LONGEST_NAME) return full;
  const named = [...parts.values()].map((own) => own.get(axis)).find((name) => name?.full === full);
  return named?.brief ?? full;
}

const SEPARATOR = " · ";

/** With more axes than this, names leave out what the configuration shares with the baseline. */
const MOST_AXES_NAMED = 2;
/** Name of the baseline if names are changes from it. */
const BASELINE: ValueName = { full: "baseline", brief: "baseline", isStep: false };

/** Characters that fit next to a chart's bars; longer names leave out parameters. */
const LONGEST_NAME = 36;

/** Names every configuration by its values on the axes that vary or, with many axes, by what differs from the baseline. */
export const labelsOf = perObject((whole: Plan): Labels => {
  const plan = { ...whole, cells: oneOfEach(whole.cells) };
  const axes = axisNames(plan).filter((axis) => varies(axis, plan.cells));
  const nameValue = nameValues(axisValues(plan, axes));
  const cells = new Map(inMatrixOrder(plan, axes).map((cell) => [cell.configuration, cell]));
  const parts = new Map([...cells].map(([configuration, cell]) => [configuration, partsOf(cell, axes, nameValue)]));
  const baseline = plan.cells.find(({ isBaseline }) => isBaseline)?.configuration ?? null;
  const areChanges = axes.length > MOST_AXES_NAMED && baseline !== null;
  const nameParts = areChanges ? withoutShared(baseline, changesFrom(baseline, parts)) : parts;
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
});

/** The first cell of each configuration: seeds and repeats have the same fields. */
function oneOfEach(cells: readonly PlannedCell[]): PlannedCell[] {
  const firsts = new Map<string, PlannedCell>();
  for (const cell of cells) if (!firsts.has(cell.configuration)) firsts.set(cell.configuration, cell);
  return [...firsts.values()];
}

function axisNames(plan: Plan): string[] {
  return [...new Set([...Object.keys(plan.axes), ...plan.cells.flatMap((cell) => Object.keys(cell.fields))])];
}

function varies(axis: string, cells: readonly PlannedCell[]): boolean {
  const textOf = ({ fields }: PlannedCell) => canonicalJson({ value: fields[axis] });
  const [first, ...others] = cells;
  if (first === undefined) return false;
  const text = textOf(first);
  return others.some((cell) => cell.fields[axis] !== first.fields[axis] && textOf(cell) !== text);
}

/** Cells in the order of their values on the axes: the plan's own order is that of running, which is random. */
function inMatrixOrder(plan: Plan, axes: readonly string[]): PlannedCell[] {
  const places = axes.map((axis) => positions((plan.axes[axis] ?? []).map(canonicalJson)));
  const placeOf = ({ fields }: PlannedCell) =>
    axes.map((axis, index) =>
      fields[axis] === undefined ? -1 : (places[index]!.get(canonicalJson(fields[axis])) ?? -1),
    );
  const ranked = plan.cells.map((cell) => ({ cell, place: placeOf(cell) }));
  ranked.sort((a, b) => a.place.map((at, index) => at - b.place[index]!).find((order) => order !== 0) ?? 0);
  return ranked.map(({ cell }) => cell);
}

function partsOf({ fields }: PlannedCell, axes: readonly string[], nameValue: NameValue): NameParts {
  return new Map(
    axes.flatMap((axis) => (fields[axis] === undefined ? [] : [[axis, nameValue(axis, fields[axis])] as const])),
  );
}

/** For each configuration, the values that differ from the baseline's. */
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

/** Leaves out changes that all but the baseline share, which tell none of them apart, unless they are all that one of them has. */
function withoutShared(baseline: string, changes: Labels["nameParts"]): Labels["nameParts"] {
  const others = [...changes].flatMap(([configuration, own]) => (configuration === baseline ? [] : [own]));
  const [first, ...rest] = others;
  if (first === undefined || rest.length === 0) return changes;
  const shared = new Set(
    [...first].flatMap(([axis, { full }]) => (rest.every((own) => own.get(axis)?.full === full) ? [axis] : [])),
  );
  if (others.some(({ size }) => size === shared.size)) return changes;
  return new Map(
    [...changes].map(([configuration, own]) => [
      configuration,
      new Map([...own].filter(([axis]) => configuration === baseline || !shared.has(axis))),
    ]),
  );
}

/** One name for the parts, shortened if the full name would be too long. */
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

/** "epochs 30 · vocabulary (rows 2000) → int8": techniques form one chain, at the position of the first of their axes. */
function joined(parts: NameParts, form: "full" | "brief"): string {
  const steps = [...parts].filter(([, { isStep }]) => isStep);
  const inOrder = steps.sort(([a], [b]) => STEP_AXES.indexOf(a) - STEP_AXES.indexOf(b));
  const chain = inOrder.map(([, name]) => name[form]).join(THEN);
  const pieces = [...parts.values()].map((name) => (name.isStep ? chain : name[form]));
  return [...new Set(pieces)].join(SEPARATOR);
}

/** Adds part of the configuration's id to duplicate names, which unusual `include` cells can cause. */
function distinct(names: ReadonlyMap<string, string>): Map<string, string> {
  const uses = countEach(names.values());
  return new Map([...names].map(([id, name]) => [id, uses.get(name) === 1 ? name : `${name} (${id.slice(0, 6)})`]));
}
