import { canonicalJson } from "../../base/canonical-json.ts";
import { type JsonPath, type Problem, shown } from "../../base/documents/problems.ts";
import { type Axis, SHORTHANDS } from "../../contract/axes.ts";
import { indexOnAxis } from "./axis-values.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import type { Settings } from "./settings.ts";

/** "quantization=int8, serveBackend=wasm" in brackets, or "(the base)" */
export function cellName({ fields }: Pick<MatrixCell, "fields">): string {
  const parts = Object.entries(fields).map(
    ([axis, value]) => `${axis}=${typeof value === "string" ? value : shown(value)}`,
  );
  return `(${parts.length === 0 ? "the base" : parts.join(", ")})`;
}

/** Where a cell's value for an axis is written. */
export function fieldPath(
  { axes, include, base }: MatrixContent,
  { settings, included }: MatrixCell,
  field: keyof Settings,
): JsonPath {
  const given = included === null ? Object.fromEntries(axes.map(({ name }) => [name, true])) : include[included]!.given;
  // One side of the backend may be written as both.
  const isSide = field === "trainBackend" || field === "serveBackend";
  const written = isSide && given[field] === undefined && base[field] === undefined ? "backend" : field;
  if (given[written] === undefined) return inBase(written);
  if (included !== null) return ["include", included, written];
  const axis = axes.find(({ name }) => name === written)!;
  return ["axes", written, indexOnAxis(axis, settings[field])];
}

/** A field of a group is written inside of it. */
function inBase(field: Axis): JsonPath {
  return ["base", ...field.split(".")];
}

/** Where a cell's technique is written, by its index among all of them. */
export function techniquePath(matrix: MatrixContent, cell: MatrixCell, index: number): JsonPath {
  const { settings } = cell;
  const own = settings.techniques.length;
  if (index < own) return [...fieldPath(matrix, cell, "techniques"), index];
  const appended = SHORTHANDS.filter((shorthand) => settings[shorthand] !== null);
  return fieldPath(matrix, cell, appended[index - own]!);
}

/** Of problems at one place, that of the first cell. */
export function firstOfEachPlace(problems: readonly Problem[]): Problem[] {
  // Reversed, so that the first of each place wins.
  return [...new Map(problems.toReversed().map((problem) => [canonicalJson(problem.path), problem])).values()];
}
