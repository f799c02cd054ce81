import type { Backend } from "../../contract/index.ts";
import { REFERENCE } from "../../contract/model-source.ts";
import type { OpenedModel } from "./opened-model.ts";
import type { ServingJob } from "./serving-calls.ts";
import type { PhaseTools } from "./tools.ts";

/** Opens the model of a job through its source. */
export async function openPlannedModel(
  backend: Backend,
  { source, serving, modelFolder }: ServingJob,
  { sources }: Pick<PhaseTools, "sources">,
): Promise<OpenedModel> {
  const { open } = await sources.load(source?.name ?? REFERENCE);
  return open({ modelFolder, backend, threads: serving.threads, checks: null });
}
