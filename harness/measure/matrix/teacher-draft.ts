import { REFERENCE } from "../../contract/model-source.ts";
import type { Distillation } from "../../contract/training-variant.ts";
import type { KnownNames } from "./known-names.ts";
import { allTechniques, type ExperimentDraft, type Settings } from "./settings.ts";
import { sourceFault } from "./source-fault.ts";
import { asSourced, sourceOf } from "./source-settings.ts";

/** The source of a distillation's teachers; undefined for the student's own. */
export function teacherSource({ teacher }: Distillation): string | undefined {
  return teacher.model?.source === REFERENCE ? undefined : teacher.model?.source;
}

/**
 * The teacher of a cell, if it is a model of another source: the cell without its techniques, as that source has it, on the default
 * backend, since the student's need not be able to run it.
 * @param defaults the settings of a matrix that says nothing
 * @param draftOf that of the cells
 */
export function teacherDraft(
  student: Settings,
  defaults: Settings,
  names: Pick<KnownNames, "sources" | "declarationOf" | "distillationOf">,
  draftOf: (settings: Settings) => ExperimentDraft,
): ExperimentDraft | null {
  const distillation = allTechniques(student)
    .map(names.distillationOf)
    .find((one) => one !== undefined);
  const source = distillation && teacherSource(distillation);
  if (source === undefined || sourceFault(source, names) !== null) return null;
  const { model: ownModel = {}, ...own } = distillation!.teacher;
  const plain = Object.entries({ ...student, ...own }).map(([axis, value]) => [
    axis,
    isOfServing(axis) ? defaults[axis as keyof Settings] : value,
  ]);
  const model = Object.entries(ownModel).map(([field, value]) => [`model.${field}`, value]);
  const untreated = { techniques: [], distillation: null, privacy: null, pruning: null, quantization: null };
  const settings = { ...Object.fromEntries([...plain, ...model]), ...untreated } as Settings;
  return draftOf(asSourced(settings, defaults, sourceOf(settings, names)));
}

/** How the student is served is nothing to its teacher. */
function isOfServing(axis: string): boolean {
  return axis.startsWith("serving.") || ["trainBackend", "serveBackend", "threshold"].includes(axis);
}
