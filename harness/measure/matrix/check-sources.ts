import type { Problem } from "../../base/documents/problems.ts";
import {
  type SourceDeclaration,
  type SourcedCell,
  type SourceName,
  type SourceProblem,
  splitSource,
} from "../../contract/model-source.ts";
import { cellName, fieldPath, firstOfEachPlace, techniquePath } from "./cell-places.ts";
import type { KnownNames, KnownSources } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import { sourceFault } from "./source-fault.ts";
import { sourceSpecs } from "./source-settings.ts";
import { teacherSource } from "./teacher-draft.ts";

type SourceNames = Pick<KnownNames, "sources" | "declarationOf" | "distillationOf" | "backends" | "graphsOf">;

/** What cells ask of their model's source, and of that of their teachers, that it cannot do. Each place is reported once, for its first cell. */
export function sourceProblems(matrix: MatrixContent, cells: readonly MatrixCell[], names: SourceNames): Problem[] {
  const own = cells.flatMap((cell) =>
    problemsOf(cell.settings["model.source"], cell.experiment, names).map(({ at, fault, wayOut }): Problem => {
      const path = typeof at === "object" ? techniquePath(matrix, cell, at.technique) : fieldPath(matrix, cell, at);
      return { path, at: "value", message: `${fault} in the cell ${cellName(cell)}; ${wayOut}` };
    }),
  );
  const problems = [
    ...own,
    ...idleLabels(matrix, cells, names),
    ...cells.flatMap((cell) => teacherProblems(matrix, cell, names)),
  ];
  return firstOfEachPlace(problems);
}

/** Labels of pretrained models, in a matrix that has none. */
function idleLabels({ labels }: MatrixContent, cells: readonly MatrixCell[], names: KnownSources): Problem[] {
  const isMapped = (spec: string) =>
    sourceFault(spec, names) !== null || names.declarationOf(splitSource(spec).name).isPretrained;
  if (labels === null || cells.length === 0 || sourceSpecs(cells).some(isMapped)) return [];
  const message = "maps labels of models that were trained elsewhere, and no cell has one; leave it out";
  return [{ path: ["labels"], at: "key", message }];
}

/** A teacher's settings are the student's, so that all that its source refuses is said of the place that names the source. */
function teacherProblems(matrix: MatrixContent, cell: MatrixCell, names: SourceNames): Problem[] {
  return cell.experiment.techniques.flatMap((technique, index): Problem[] => {
    const distillation = names.distillationOf(technique);
    const source = distillation && teacherSource(distillation);
    if (source === undefined) return [];
    const path = [...techniquePath(matrix, cell, index), "teacher", "model", "source"];
    const fault = sourceFault(source, names);
    if (fault !== null) return [{ path, at: "value", message: fault }];
    return problemsOf(source, cell.teacher!, names).map(({ fault: refused, wayOut }) => ({
      path,
      at: "value",
      message: `${refused} in the teacher of the cell ${cellName(cell)}; ${wayOut}`,
    }));
  });
}

/** What a cell of a known source asks that it cannot do. */
function problemsOf(spec: string, cell: SourcedCell, names: SourceNames): readonly SourceProblem[] {
  const source = splitSource(spec);
  const declared = names.declarationOf(source.name);
  return [...graphProblems(source, declared, cell, names), ...(declared.problems?.(cell) ?? [])];
}

/** Backends that run none of the graphs that a source's models are. */
function graphProblems(
  { name, argument }: SourceName,
  declared: SourceDeclaration,
  { training, serving }: SourcedCell,
  { backends, graphsOf }: SourceNames,
): SourceProblem[] {
  const graphs = declared.graphs?.(argument);
  if (graphs === undefined) return [];
  const { uses } = declared;
  const runs = (backend: string) => graphsOf(backend).some((kind) => graphs.includes(kind));
  const sides = [
    { at: "trainBackend", verb: "trained", backend: training.backend },
    { at: "serveBackend", verb: "served", backend: serving.backend },
  ] as const;
  return sides
    .filter(({ at, backend }) => (uses === "all" || uses.includes(at)) && !runs(backend))
    .map(({ at, verb, backend }) => ({
      at,
      fault: `a model of ${name} is a graph that pricewar did not write, so it cannot be ${verb} on ${backend}`,
      wayOut: `name ${backends.filter(runs).join(" or ")}, or leave the cell out`,
    }));
}
