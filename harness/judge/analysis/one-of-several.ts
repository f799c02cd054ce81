import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { PLAIN, SHORTHANDS, type Shorthand } from "../../contract/axes.ts";
import { valuesAt } from "../../contract/axis-places.ts";
import {
  isSample,
  lastRecords,
  type Plan,
  type PlannedCell,
  type RunLine,
  recordsIn,
  runKey,
} from "../../contract/index.ts";
import type { MarkLine } from "../../contract/mark.ts";
import type { Fields } from "../../contract/plan.ts";

/** A run folder's plan and lines. */
export interface ReadRun {
  readonly plan: Plan;
  readonly lines: readonly RunLine[];
  readonly marks: readonly MarkLine[];
}

/**
 * Several runs as one that has the cells of all: what decides is as in the first, which has the baseline and the rules. A cell of several runs has the
 * newest of its finished records. No round of one run is a round of another, since costs are compared within rounds.
 * @param runs at least one
 */
export function oneOfSeveral(runs: readonly ReadRun[]): ReadRun {
  const [first, ...others] = runs as [ReadRun, ...ReadRun[]];
  if (others.length === 0) return first;
  return {
    plan: joinedPlan(runs.map(({ plan }) => plan)),
    lines: joinedLines(runs),
    marks: runs.flatMap(({ marks }) => marks),
  };
}

function joinedPlan(plans: readonly Plan[]): Plan {
  const [first] = plans as [Plan, ...Plan[]];
  const baseline = first.cells.find(({ isBaseline }) => isBaseline)?.configuration ?? null;
  const planned = distinctBy(
    plans.flatMap(({ cells }) => cells),
    runKey,
  );
  const axes = [...new Set(plans.flatMap((plan) => [...Object.keys(plan.axes), ...plan.cells.flatMap(axesOf)]))];
  const fieldsOf = filledFields(planned, axes);
  const cells = planned.map((cell) => ({
    ...cell,
    fields: fieldsOf(cell),
    isBaseline: cell.configuration === baseline,
  }));
  const byId = <T extends { readonly id: string }>(listOf: (plan: Plan) => readonly T[]) =>
    distinctBy(plans.flatMap(listOf), ({ id }) => id);
  const optional = {
    unlabelled: byId(({ unlabelled = [] }) => unlabelled),
    vectors: byId(({ vectors = [] }) => vectors),
    sources: byId(({ sources = [] }) => sources),
    joined: plans.flatMap(({ joined = [] }) => joined),
  };
  const { matrixFile: _, otherDataset: __, compliance, ...rest } = first;
  const isStatedByAll = plans.every(
    (plan) => canonicalJson(plan.compliance ?? null) === canonicalJson(compliance ?? null),
  );
  return {
    ...rest,
    // What one run states of its data says nothing of that of another.
    ...(compliance !== undefined && isStatedByAll ? { compliance } : {}),
    name: plans.map(({ name }) => name).join(" + "),
    axes: Object.fromEntries(axes.map((axis) => [axis, valuesOn(axis, cells, plans)])),
    seeds: [...new Set(plans.flatMap(({ seeds }) => seeds))],
    repeats: Math.max(...plans.map(({ repeats }) => repeats)),
    baseline: cells.find(({ isBaseline }) => isBaseline)?.fields ?? first.baseline,
    datasets: byId(({ datasets }) => datasets),
    offers: byId(({ offers }) => offers),
    ...Object.fromEntries(Object.entries(optional).filter(([, list]) => list.length > 0)),
    cells,
  };
}

function axesOf({ fields }: PlannedCell): string[] {
  return Object.keys(fields);
}

/** The first of those that have one key, in their order. */
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}

/** In the order of the matrices, and then of the cells. */
function valuesOn(axis: string, cells: readonly PlannedCell[], plans: readonly Plan[]): Json[] {
  const listed = plans.flatMap(({ axes }) => axes[axis] ?? []);
  const used = cells.flatMap(({ fields }) => (fields[axis] === undefined ? [] : [fields[axis]]));
  return distinctBy([...listed, ...used], canonicalJson);
}

/**
 * A cell's fields on all axes. What its own matrix does not vary is as another matrix writes what it has, else as its experiment has it; what neither
 * tells is left out.
 */
function filledFields(cells: readonly PlannedCell[], axes: readonly string[]): (cell: PlannedCell) => Fields {
  const partsOn = new Map(axes.map((axis) => [axis, partsReader(axis, cells)]));
  const keyOn = (axis: string, cell: PlannedCell) =>
    canonicalJson([axis, ...partsOn.get(axis)!(cell).map((part) => part ?? null)]);
  const written = new Map<string, Json>();
  for (const cell of cells) {
    for (const [axis, value] of Object.entries(cell.fields)) {
      const key = keyOn(axis, cell);
      if (!written.has(key)) written.set(key, value);
    }
  }
  const valueOn = (axis: string, cell: PlannedCell) =>
    cell.fields[axis] ?? written.get(keyOn(axis, cell)) ?? unwritten(axis, partsOn.get(axis)!(cell));
  return (cell) =>
    Object.fromEntries(
      axes.flatMap((axis) => {
        const value = valueOn(axis, cell);
        return value === undefined ? [] : [[axis, value]];
      }),
    );
}

type ReadParts = (cell: PlannedCell) => readonly (Json | undefined)[];

/** What an experiment has on an axis, as it has it: equal for cells that are alike there. */
function partsReader(axis: string, cells: readonly PlannedCell[]): ReadParts {
  if (isShorthand(axis)) {
    const own = new Set(cells.flatMap(({ fields }) => nameOf(fields[axis]) ?? []));
    return ({ experiment }) => experiment.techniques.filter(({ name }) => own.has(name));
  }
  if (axis === "dataset" || axis === "techniques") return ({ experiment }) => [experiment[axis]];
  return ({ experiment }) => valuesAt(axis, experiment);
}

function isShorthand(axis: string): axis is Shorthand {
  return (SHORTHANDS as readonly string[]).includes(axis);
}

/** Of a technique as a matrix writes it. */
function nameOf(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  const isNamed = typeof value === "object" && value !== null && "name" in value;
  return isNamed && typeof value.name === "string" ? value.name : null;
}

/** A value that no matrix writes. */
function unwritten(axis: string, parts: readonly (Json | undefined)[]): Json | undefined {
  if (isShorthand(axis)) return parts.length === 0 ? PLAIN[axis][0] : undefined;
  // Of training and serving, whose backends and threads differ in no more than one matrix.
  return parts.at(-1);
}

function joinedLines(runs: readonly ReadRun[]): RunLine[] {
  const counting = countingRuns(runs);
  let rounds = 0;
  return runs.flatMap(({ lines }, run) => {
    const offset = rounds;
    return lines.flatMap((line): RunLine[] => {
      if (!isSample(line)) return counting.get(runKey(line)) === run ? [line] : [];
      rounds = Math.max(rounds, offset + line.round);
      return [{ ...line, round: offset + line.round }];
    });
  });
}

/** Cell -> the run whose record of it counts: one that finished before others, then the newest, and of equals the first. */
function countingRuns(runs: readonly ReadRun[]): ReadonlyMap<string, number> {
  const found = runs.flatMap(({ lines }, run) =>
    [...lastRecords(recordsIn(lines))].map(([key, { status, startedAt }]) => ({
      key,
      run,
      startedAt,
      rank: status === "ok" ? 1 : 0,
    })),
  );
  // Of a key of a map, the last value stays.
  const leastFirst = found.sort((a, b) => a.rank - b.rank || a.startedAt.localeCompare(b.startedAt) || b.run - a.run);
  return new Map(leastFirst.map(({ key, run }) => [key, run]));
}
