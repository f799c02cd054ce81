import { canonicalJson, contentId } from "../canonical.ts";
import { combinations, expandMatrix } from "./expand.ts";
import type { FieldSet, Fields, Matrix, MatrixCell } from "./matrix.ts";
import { type Problem, shown } from "./problems.ts";
import { experimentOf, matches, type Settings, settle } from "./settings.ts";

/** A matrix of more cells is a slip: at a second each it would run for hours. */
const MOST_CELLS = 10_000;

/** What is wrong with the cells that a well-formed matrix gives. */
export function cellProblems(matrix: Matrix): Problem[] {
  const early = [...sizeProblems(matrix), ...repeatedValues(matrix)];
  if (early.length > 0) return early;
  const cells = expandMatrix(matrix);
  return [...idleExcludes(matrix), ...repeatedCells(cells), ...baselineProblems(matrix, cells)];
}

function sizeProblems({ axes }: Matrix): Problem[] {
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count <= MOST_CELLS) return [];
  return [
    { path: ["axes"], at: "key", message: `must give at most ${MOST_CELLS} cells, got ${count}; shorten an axis` },
  ];
}

function repeatedValues({ axes }: Matrix): Problem[] {
  return axes.flatMap(({ name, values }) => {
    const keys = values.map(({ given }) => canonicalJson(given));
    return keys.flatMap((key, index): Problem[] => {
      const first = keys.indexOf(key);
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
    return [{ path: cell.included === null ? ["axes"] : ["include", cell.included], at: "value", message }];
  });
}

function baselineProblems(matrix: Matrix, cells: readonly MatrixCell[]): Problem[] {
  if (matrix.baseline === null) return [];
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
