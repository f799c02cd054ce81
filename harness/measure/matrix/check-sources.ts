import { canonicalJson } from "../../base/canonical-json.ts";
import type { Problem } from "../../base/documents/problems.ts";
import { splitSource } from "../../contract/model-source.ts";
import { cellName, fieldPath, techniquePath } from "./cell-places.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import { sourceFault } from "./source-fault.ts";
import { sourceOf } from "./source-settings.ts";
import { teacherSource } from "./teacher-draft.ts";

/** What cells ask of their model's source, and of that of their teachers, that it cannot do. Each place is reported once, for its first cell. */
export function sourceProblems(
  matrix: MatrixContent,
  cells: readonly MatrixCell[],
  names: Pick<KnownNames, "sources" | "declarationOf" | "distillationOf">,
): Problem[] {
  const own = cells.flatMap((cell) =>
    (sourceOf(cell.settings, names).problems?.(cell.experiment) ?? []).map(({ at, fault, wayOut }): Problem => {
      const path = typeof at === "object" ? techniquePath(matrix, cell, at.technique) : fieldPath(matrix, cell, at);
      return { path, at: "value", message: `${fault} in the cell ${cellName(cell)}; ${wayOut}` };
    }),
  );
  const problems = [...own, ...cells.flatMap((cell) => teacherProblems(matrix, cell, names))];
  // Reversed, so that the first cell of each place wins.
  return [...new Map(problems.toReversed().map((problem) => [canonicalJson(problem.path), problem])).values()];
}

/** A teacher's settings are the student's, so that all that its source refuses is said of the place that names the source. */
function teacherProblems(
  matrix: MatrixContent,
  cell: MatrixCell,
  names: Pick<KnownNames, "sources" | "declarationOf" | "distillationOf">,
): Problem[] {
  return cell.experiment.techniques.flatMap((technique, index): Problem[] => {
    const distillation = names.distillationOf(technique);
    const source = distillation && teacherSource(distillation);
    if (source === undefined) return [];
    const path = [...techniquePath(matrix, cell, index), "teacher", "model", "source"];
    const fault = sourceFault(source, names);
    if (fault !== null) return [{ path, at: "value", message: fault }];
    const { problems } = names.declarationOf(splitSource(source).name);
    return (problems?.(cell.teacher!) ?? []).map(({ fault: refused, wayOut }) => ({
      path,
      at: "value",
      message: `${refused} in the teacher of the cell ${cellName(cell)}; ${wayOut}`,
    }));
  });
}
