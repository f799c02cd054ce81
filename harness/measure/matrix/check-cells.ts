import { canonicalJson, contentIdOfParts } from "../../base/canonical-json.ts";
import { type Problem, shown } from "../../base/documents/problems.ts";
import { groupBy } from "../../base/group-by.ts";
import type { Axis } from "../../contract/axes.ts";
import { SHARED_PARTS } from "../../contract/experiment.ts";
import { SCENARIO_AXIS } from "../../contract/given-axes.ts";
import { cellName, techniquePath } from "./cell-places.ts";
import { givenProblems } from "./check-given.ts";
import { servingProblems } from "./check-serving.ts";
import { largeModelProblems } from "./check-sizes.ts";
import { sourceProblems } from "./check-sources.ts";
import { trainingProblems } from "./check-trainings.ts";
import { workerProblems } from "./check-workers.ts";
import { expandMatrix } from "./expand.ts";
import type { KnownNames } from "./known-names.ts";
import type { FieldSet, JoinedCells, MatrixAxis, MatrixCell, MatrixContent } from "./matrix.ts";
import { MOST_RUNS } from "./schema.ts";
import { matches, type Settings } from "./settings.ts";

/** The cells of a well-formed matrix and the problems with them. */
export interface CheckedCells {
  readonly problems: readonly Problem[];
  /** Complete only if there are no problems. */
  readonly cells: readonly MatrixCell[];
  readonly joined: readonly JoinedCells[];
}

/** @param defaults the settings of a matrix that says nothing */
export function checkCells(matrix: MatrixContent, names: KnownNames, defaults: Settings): CheckedCells {
  const early = [...sizeProblems(matrix), ...repeatedValues(matrix)];
  if (axisProduct(matrix) + matrix.include.length > MOST_RUNS) return { problems: early, cells: [], joined: [] };
  const distinct = withoutRepeats(matrix);
  const { cells, joined, idleExcludes } = expandMatrix(distinct, names, defaults);
  const problems = [
    ...early,
    ...idleExcludes.map(idleExclude),
    ...repeatedCells(cells),
    ...trainingProblems(matrix, cells, names),
    ...largeModelProblems(matrix, cells, names),
    ...workerProblems(matrix, cells, names),
    ...servingProblems(matrix, cells),
    ...givenProblems(matrix, cells),
    ...sourceProblems(matrix, cells, names),
    ...impossibleOrders(matrix, cells, names),
    // Without any cell, that is the problem, and not the baseline.
    ...(cells.length === 0 ? [] : baselineProblems(distinct, cells)),
  ];
  return { problems, cells, joined };
}

function axisProduct({ axes }: MatrixContent): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/**
 * Reported at the largest factor. Runs are counted before `exclude`, since every combination has to be examined.
 */
function sizeProblems(matrix: MatrixContent): Problem[] {
  const { include, seeds, repeats } = matrix;
  const product = axisProduct(matrix);
  const runs = (product + include.length) * seeds.length * repeats;
  if (runs <= MOST_RUNS) return [];
  const factors = { axes: product, include: include.length, seeds: seeds.length, repeats };
  const [[part]] = Object.entries(factors).sort(([, a], [, b]) => b - a) as [[string, number]];
  const message =
    `must give at most ${MOST_RUNS} runs, got ${runs} = (axes ${product} + include ${include.length}) ` +
    `x seeds ${seeds.length} x repeats ${repeats}; shorten an axis, or take fewer seeds or repeats`;
  return [{ path: [part], at: "key", message }];
}

/** For each value of an axis, the index of the first value that means the same. */
function firstAlike({ values }: MatrixAxis): number[] {
  const firstOf = new Map<string, number>();
  return values.map(({ given }, index) => {
    const key = canonicalJson(given);
    const first = firstOf.get(key) ?? index;
    firstOf.set(key, first);
    return first;
  });
}

function withoutRepeats(matrix: MatrixContent): MatrixContent {
  const axes = matrix.axes.map((axis) => {
    const first = firstAlike(axis);
    return { ...axis, values: axis.values.filter((_, index) => first[index] === index) };
  });
  return { ...matrix, axes };
}

function repeatedValues({ axes }: MatrixContent): Problem[] {
  return axes.flatMap((axis) => {
    const { name, values } = axis;
    return firstAlike(axis).flatMap((first, index): Problem[] => {
      if (first === index) return [];
      const message = `${valueText(values[index], name)} means the same as ${valueText(values[first], name)} before it; keep one`;
      return [{ path: ["axes", name, index], at: "value", message }];
    });
  });
}

function valueText(value: FieldSet | undefined, axis: string): string {
  return shown(value?.written[axis] ?? null);
}

function idleExclude(index: number): Problem {
  const message = "must match a cell of the axes, but matches none; write the values as the axes do, or remove it";
  return { path: ["exclude", index], at: "value", message };
}

function repeatedCells(cells: readonly MatrixCell[]): Problem[] {
  const firstOf = new Map<string, MatrixCell>();
  return cells.flatMap((cell): Problem[] => {
    const key = contentIdOfParts(cell.experiment, SHARED_PARTS);
    const first = firstOf.get(key);
    if (first === undefined) {
      firstOf.set(key, cell);
      return [];
    }
    const message = `the cells ${cellName(first)} and ${cellName(cell)} are the same experiment; keep one`;
    return [{ path: placeOf(cell), at: "value", message }];
  });
}

/** The part of the file that a cell comes from. */
function placeOf({ included, fields }: MatrixCell): Problem["path"] {
  if (included !== null) return ["include", included];
  return Object.keys(fields).length === 0 ? ["base"] : ["axes"];
}

/** Reports each misplaced technique once, where it is written. */
function impossibleOrders(
  matrix: MatrixContent,
  cells: readonly MatrixCell[],
  { orderProblem }: Pick<KnownNames, "orderProblem">,
): Problem[] {
  const problems = cells.flatMap((cell): Problem[] => {
    const found = orderProblem(cell.experiment.techniques);
    return found === null
      ? []
      : [{ path: techniquePath(matrix, cell, found.index), at: "value", message: found.message }];
  });
  return [...new Map(problems.map((problem) => [canonicalJson([problem.path, problem.message]), problem])).values()];
}

function baselineProblems(matrix: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  if (matrix.baseline === null) return missingBaseline(matrix, cells);
  const matched = cells.filter(({ isBaseline }) => isBaseline);
  // What leaves open what is given is the baseline of each condition.
  const conditions = groupBy(matched, (cell) => conditionText(matrix, cell));
  const [most = []] = [...conditions.values()].sort((a, b) => b.length - a.length);
  if (most.length === 1) return [];
  const named = matrix.baseline.written;
  const open = Object.keys(most[0]?.fields ?? {}).filter((axis) => named[axis] === undefined && varies(axis, most));
  const wayOut =
    matched.length === 0
      ? `in this matrix, ${foreignAxes(matrix.baseline, cells)
          .map((axis) => valuesText(axis, cells))
          .join(", and ")}`
      : `name ${open.length === 0 ? "more fields" : open.join(", ")} too`;
  const where = conditions.size < 2 ? "" : ` of ${conditionText(matrix, most[0]!)}`;
  const message = `must match exactly one cell per seed, but matches ${most.length}${where}; ${wayOut}`;
  return [{ path: ["baseline"], at: "value", message }];
}

/** The axes of a baseline whose value no cell has; all of them where each value has a cell, but no cell all values. */
function foreignAxes({ written, given }: FieldSet, cells: readonly MatrixCell[]): string[] {
  const axes = Object.keys(written);
  const foreign = axes.filter((axis) => {
    const alone = { [axis]: given[axis as Axis] };
    return !cells.some(({ settings }) => matches(settings, alone));
  });
  return foreign.length === 0 ? axes : foreign;
}

/** "the scenario http", "training.rows 200, and the scenario http" */
function conditionText({ given }: MatrixContent, { fields, settings }: MatrixCell): string {
  const values = given
    .filter((axis) => axis !== SCENARIO_AXIS)
    .map((axis) => `${axis} ${shown(settings[axis as keyof Settings] ?? fields[axis] ?? null)}`);
  return [...values, `the scenario ${settings[SCENARIO_AXIS]}`].join(", and ");
}

/** "quantization is "float32" or "int8"": the values of the cells, as they are written. */
function valuesText(axis: string, cells: readonly MatrixCell[]): string {
  const values = cells.map(({ fields, settings }) => shown(fields[axis] ?? settings[axis as keyof Settings] ?? null));
  return `${axis} is ${[...new Set(values)].join(" or ")}`;
}

/** Without a baseline, withinPoints has no reference, and hours of runs would end without an answer. */
function missingBaseline({ quality }: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  const relative = quality.find((rule) => "withinPoints" in rule);
  if (relative === undefined || cells.length <= 1) return [];
  const { figure, withinPoints } = relative;
  const message =
    `is missing, but ${figure} must be withinPoints ${withinPoints} of it; ` +
    'name the fields of one cell, or write "atLeast": 0.85 in its place';
  return [{ path: ["baseline"], at: "value", message }];
}

function varies(axis: string, cells: readonly MatrixCell[]): boolean {
  return new Set(cells.map(({ fields }) => canonicalJson(fields[axis] ?? null))).size > 1;
}
