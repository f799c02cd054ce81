import type { Backend } from "../../contract/index.ts";
import { REFERENCE } from "../../contract/model-source.ts";
import { openFolder } from "./open-folder.ts";
import type { OpenedModel } from "./opened-model.ts";
import type { ServingJob } from "./serving-calls.ts";
import type { PhaseTools } from "./tools.ts";

/** Opens the model of a job through its source. */
export async function openPlannedModel(
  backend: Backend,
  { source, serving, modelFolder }: ServingJob,
  { sources }: Pick<PhaseTools, "sources">,
): Promise<OpenedModel> {
  const from = await sources.load(source?.name ?? REFERENCE);
  return openFolder(from, { modelFolder, backend, threads: serving.threads, checks: null });
}
