import { canonicalJson, contentId } from "../../base/canonical-json.ts";
import { type Problem, shown } from "../../base/documents/problems.ts";
import { cellName, techniquePath } from "./cell-places.ts";
import { trainingProblems } from "./check-trainings.ts";
import { combinations, expandMatrix } from "./expand.ts";
import type { KnownNames } from "./known-names.ts";
import type { FieldSet, Matrix, MatrixAxis, MatrixCell } from "./matrix.ts";
import { MOST_RUNS } from "./schema.ts";
import { experimentOf, matches, type Settings, settle } from "./settings.ts";

/** What is wrong with the cells that a well-formed matrix gives. */
export function cellProblems(matrix: Matrix, names: KnownNames): Problem[] {
  const early = [...sizeProblems(matrix), ...repeatedValues(matrix)];
  if (axisProduct(matrix) + matrix.include.length > MOST_RUNS) return early;
  const distinct = withoutRepeats(matrix);
  const cells = expandMatrix(distinct);
  return [
    ...early,
    ...idleExcludes(distinct),
    ...repeatedCells(cells),
    ...trainingProblems(matrix, cells, names),
    ...impossibleOrders(matrix, cells, names),
    ...baselineProblems(distinct, cells),
  ];
}

function axisProduct({ axes }: Matrix): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/** Told at the part that multiplies the most. Counted before `exclude`, for that is what has to be worked through. */
function sizeProblems(matrix: Matrix): Problem[] {
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

/** The index of the first value that means the same, for each value of an axis. */
function firstAlike({ values }: MatrixAxis): number[] {
  const firstOf = new Map<string, number>();
  return values.map(({ given }, index) => {
    const key = canonicalJson(given);
    const first = firstOf.get(key) ?? index;
    firstOf.set(key, first);
    return first;
  });
}

function withoutRepeats(matrix: Matrix): Matrix {
  const axes = matrix.axes.map((axis) => {
    const first = firstAlike(axis);
    return { ...axis, values: axis.values.filter((_, index) => first[index] === index) };
  });
  return { ...matrix, axes };
}

function repeatedValues({ axes }: Matrix): Problem[] {
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

function idleExcludes(matrix: Matrix): Problem[] {
  if (matrix.exclude.length === 0) return [];
  const all = combinations(matrix).map(({ given }) => settle(matrix.base, given));
  return matrix.exclude.flatMap(({ given }, index): Problem[] => {
    if (all.some((settings) => matches(settings, given))) return [];
    const message = "must match a cell of the axes, matches none; write the values as the axes do, or remove it";
    return [{ path: ["exclude", index], at: "value", message }];
  });
}

function repeatedCells(cells: readonly MatrixCell[]): Problem[] {
  const firstOf = new Map<string, MatrixCell>();
  return cells.flatMap((cell): Problem[] => {
    const key = identity(cell.settings);
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

/** Told once for each place where the technique that cannot follow is written. */
function impossibleOrders(
  matrix: Matrix,
  cells: readonly MatrixCell[],
  { orderProblem }: Pick<KnownNames, "orderProblem">,
): Problem[] {
  const problems = cells.flatMap((cell): Problem[] => {
    const found = orderProblem(experimentOf(cell.settings, cell.settings.dataset, 0).techniques);
    return found === null
      ? []
      : [{ path: techniquePath(matrix, cell, found.index), at: "value", message: found.message }];
  });
  return [...new Map(problems.map((problem) => [canonicalJson([problem.path, problem.message]), problem])).values()];
}

function baselineProblems(matrix: Matrix, cells: readonly MatrixCell[]): Problem[] {
  if (matrix.baseline === null) return missingBaseline(matrix, cells);
  const matched = cells.filter(({ isBaseline }) => isBaseline);
  if (matched.length === 1) return [];
  const named = matrix.baseline.written;
  const open = Object.keys(matched[0]?.fields ?? {}).filter(
    (axis) => named[axis] === undefined && varies(axis, matched),
  );
  const wayOut =
    matched.length === 0
      ? "write the values as the axes do"
      : `name ${open.length === 0 ? "more fields" : open.join(", ")} too`;
  const message = `must match exactly one cell a seed, matches ${matched.length}; ${wayOut}`;
  return [{ path: ["baseline"], at: "value", message }];
}

/** Without one, a floor of withinPoints has nothing to be within of, and hours of runs end without an answer. */
function missingBaseline({ accuracyFloor }: Matrix, cells: readonly MatrixCell[]): Problem[] {
  if ("atLeast" in accuracyFloor || cells.length <= 1) return [];
  const message =
    `is missing: accuracyFloor is withinPoints ${accuracyFloor.withinPoints}, which counts from it; ` +
    'name the fields of one cell, or write "accuracyFloor": { "atLeast": 0.85 }';
  return [{ path: ["baseline"], at: "value", message }];
}

function varies(axis: string, cells: readonly MatrixCell[]): boolean {
  return new Set(cells.map(({ fields }) => canonicalJson(fields[axis] ?? null))).size > 1;
}

function identity(settings: Settings): string {
  return contentId(experimentOf(settings, settings.dataset, 0));
}
