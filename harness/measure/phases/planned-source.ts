import { DataError } from "../../base/errors.ts";
import { labelledId, REFERENCE } from "../../contract/model-source.ts";
import type { SourceJob } from "./phase-jobs.ts";
import type { ModelSource } from "./sources/source.ts";
import type { PhaseTools } from "./tools.ts";

/** The source of a job's model. @throws DataError if the content that it stands for has changed since the run was planned */
export async function plannedSource(
  { source: planned }: Pick<SourceJob, "source">,
  { sources }: Pick<PhaseTools, "sources">,
): Promise<ModelSource> {
  const source = await sources.load(planned?.name ?? REFERENCE);
  if (planned === undefined || planned.argument === null || source.pin === undefined) return source;
  const pinned = await source.pin(planned.argument, process.cwd());
  const id = labelledId(pinned.id, planned.labelMap);
  if (id === planned.id) return source;
  throw new DataError(
    `${planned.name}:${planned.argument} changed since the run was planned (${planned.id}, now ${id}): run again`,
  );
}
