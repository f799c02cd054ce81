import { canonicalJson, contentId } from "../canonical.ts";
import { WHOLE_BATCH } from "../contract.ts";
import { combinations, expandMatrix } from "./expand.ts";
import { type KnownNames, SHORTHANDS } from "./known-names.ts";
import type { FieldSet, Fields, Matrix, MatrixAxis, MatrixCell } from "./matrix.ts";
import { type JsonPath, type Problem, pathText, shown } from "./problems.ts";
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
    ...withoutValidation(matrix, cells, names),
    ...needlessNorms(cells),
    ...impossibleOrders(matrix, cells, names),
    ...smallBatches(cells, names),
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
    const message = `the cells ${nameOf(first.fields)} and ${nameOf(cell.fields)} are the same experiment; keep one`;
    return [{ path: placeOf(cell), at: "value", message }];
  });
}

/** Levers that act on the validation loss, in cells that hold no validation rows back. Each is told once. */
function withoutValidation(
  matrix: Matrix,
  cells: readonly MatrixCell[],
  { needsValidation }: Pick<KnownNames, "needsValidation">,
): Problem[] {
  const problems = cells
    .filter(({ settings }) => settings.validation === 0)
    .flatMap((cell): Problem[] => {
      const { schedule, earlyStopping } = cell.settings;
      const levers = [
        ...(needsValidation(schedule) ? [["schedule", `the schedule ${schedule.name}`] as const] : []),
        ...(earlyStopping === null ? [] : [["earlyStopping", "early stopping"] as const]),
      ];
      return levers.map(([axis, lever]) => ({
        path: fieldPath(matrix, cell, axis),
        at: "value",
        message: `${lever} needs validation rows, and validation is 0 in the cell ${nameOf(cell.fields)}; give it a share such as 0.1, or leave the cell out`,
      }));
    });
  // Reversed, so that of equal places the first cell stays.
  return [...new Map(problems.toReversed().map((problem) => [canonicalJson(problem.path), problem])).values()];
}

/** A text alone is its own mean: batch normalization leaves nothing of it, and nothing is learnt. */
function needlessNorms(cells: readonly MatrixCell[]): Problem[] {
  const alone = cells.find(({ settings }) => settings["model.batchNorm"] && settings.batchSize === 1);
  if (alone === undefined) return [];
  const message = `the cell ${nameOf(alone.fields)} normalizes batches of one text; give it a batchSize of at least 2`;
  return [{ path: placeOf(alone), at: "value", message }];
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

/** Where a cell's technique is written, by its index among all of them. */
function techniquePath(matrix: Matrix, cell: MatrixCell, index: number): JsonPath {
  const { settings } = cell;
  const own = settings.techniques.length;
  if (index < own) return [...fieldPath(matrix, cell, "techniques"), index];
  const appended = SHORTHANDS.filter((shorthand) => settings[shorthand] !== null);
  return fieldPath(matrix, cell, appended[index - own]!);
}

/** Where the value that a cell has for an axis is written. */
function fieldPath({ axes, include }: Matrix, { settings, included }: MatrixCell, field: keyof Settings): JsonPath {
  if (included !== null) {
    return include[included]!.given[field] === undefined ? ["base", field] : ["include", included, field];
  }
  const axis = axes.find(({ name }) => name === field);
  if (axis === undefined) return ["base", field];
  const own = canonicalJson(settings[field]);
  return ["axes", field, axis.values.findIndex(({ given }) => canonicalJson(given[field] ?? null) === own)];
}

/** Optimizers that are defined by a batch of all training rows: a setting that they ignored would mislead a reader. */
function smallBatches(cells: readonly MatrixCell[], { wholeBatchOptimizers }: KnownNames): Problem[] {
  const refused = cells.filter(
    ({ settings: { optimizer, batchSize } }) =>
      wholeBatchOptimizers.includes(optimizer.name) && batchSize !== WHOLE_BATCH,
  );
  const problems = refused.map(({ settings, fields, included }): Problem => {
    const { name } = settings.optimizer;
    const message = `optimizer ${name} must have "batchSize": "${WHOLE_BATCH}", got ${shown(settings.batchSize)}; use sgd for smaller batches`;
    const ofCrossing = "optimizer" in fields ? ["axes", "optimizer"] : ["base", "optimizer"];
    return { path: included === null ? ofCrossing : ["include", included], at: "value", message };
  });
  // One axis value stands in many cells; its first one is enough to act on.
  return problems.filter(
    ({ path }, index) => problems.findIndex((other) => pathText(other.path) === pathText(path)) === index,
  );
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

/** "quantization=int8, serveBackend=wasm" in brackets, or "(the base)" */
function nameOf(fields: Fields): string {
  const parts = Object.entries(fields).map(
    ([axis, value]) => `${axis}=${typeof value === "string" ? value : shown(value)}`,
  );
  return `(${parts.length === 0 ? "the base" : parts.join(", ")})`;
}
