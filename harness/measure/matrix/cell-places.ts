import { canonicalJson } from "../../base/canonical-json.ts";
import { type JsonPath, shown } from "../../base/documents/problems.ts";
import { SHORTHANDS } from "../../contract/axes.ts";
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
  { axes, include }: MatrixContent,
  { settings, included }: MatrixCell,
  field: keyof Settings,
): JsonPath {
  if (included !== null) {
    return include[included]!.given[field] === undefined ? inBase(field) : ["include", included, field];
  }
  const axis = axes.find(({ name }) => name === field);
  if (axis === undefined) return inBase(field);
  const own = canonicalJson(settings[field]);
  return ["axes", field, axis.values.findIndex(({ given }) => canonicalJson(given[field] ?? null) === own)];
}

/** A field of a group is written inside of it. */
function inBase(field: keyof Settings): JsonPath {
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
