import { canonicalJson } from "../../base/canonical-json.ts";
import type { Problem } from "../../base/documents/problems.ts";
import { cellName, fieldPath, techniquePath } from "./cell-places.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import { sourceOf } from "./source-settings.ts";

/** What cells ask of their model's source that it cannot do. Each place is reported once, for its first cell. */
export function sourceProblems(
  matrix: MatrixContent,
  cells: readonly MatrixCell[],
  names: Pick<KnownNames, "declarationOf">,
): Problem[] {
  const problems = cells.flatMap((cell) =>
    (sourceOf(cell.settings, names).problems?.(cell.experiment) ?? []).map(({ at, fault, wayOut }): Problem => {
      const path = typeof at === "object" ? techniquePath(matrix, cell, at.technique) : fieldPath(matrix, cell, at);
      return { path, at: "value", message: `${fault} in the cell ${cellName(cell)}; ${wayOut}` };
    }),
  );
  // Reversed, so that the first cell of each place wins.
  return [...new Map(problems.toReversed().map((problem) => [canonicalJson(problem.path), problem])).values()];
}
