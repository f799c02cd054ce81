import { canonicalJson } from "../../base/canonical-json.ts";
import { type Problem, shown } from "../../base/documents/problems.ts";
import type { Axis } from "../../contract/axes.ts";
import { NEVER_GIVEN } from "../../contract/given-axes.ts";
import { cellName } from "./cell-places.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";

/** Axes that are called given, and are not, or say nothing. */
export function givenProblems({ given, axes }: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  const possible = axes.map(({ name }) => name).filter((name) => NEVER_GIVEN[name] === undefined);
  return given.flatMap((axis, index): Problem[] => {
    const message = given.indexOf(axis) < index ? "is listed twice; keep one" : faultOf(axis, cells, possible);
    return message === null ? [] : [{ path: ["given", index], at: "value", message: `${axis} ${message}` }];
  });
}

/** @param possible axes of the matrix that can be given */
function faultOf(axis: Axis, cells: readonly MatrixCell[], possible: readonly Axis[]): string | null {
  const never = NEVER_GIVEN[axis];
  if (never !== undefined) return never;
  if (cells.length === 0) return null;
  const lacking = cells.find(({ fields }) => fields[axis] === undefined);
  const having = cells.find(({ fields }) => fields[axis] !== undefined);
  if (having === undefined) {
    const wayOut = possible.length === 0 ? "leave it out here" : `name ${possible.join(" or ")}, or leave it out here`;
    return `is no axis of this matrix; ${wayOut}`;
  }
  if (lacking !== undefined) {
    return `means nothing to the models of ${lacking.settings["model.source"]}, as in the cell ${cellName(lacking)}, which would be in no condition; leave such cells out, or this axis`;
  }
  if (new Set(cells.map(({ fields }) => canonicalJson(fields[axis] ?? null))).size > 1) return null;
  return `is the same in all cells (${shown(having.fields[axis]!)}), so that one answer is for all anyway; give it several values in axes, or leave it out here`;
}
