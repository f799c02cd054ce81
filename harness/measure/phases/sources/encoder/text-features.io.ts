import { type Features, featuresOf } from "../../../../classifier/encoders/features.io.ts";
import { openFrozenEncoder } from "../../../../classifier/encoders/frozen-encoder.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { requireAvailable } from "../../require-backend.ts";
import type { SourceTools } from "../source-tools.ts";

/** Encodes texts on the runtime of a job's training, or takes their features from the cache. */
export async function textFeatures(
  texts: readonly string[],
  {
    source,
    training: { backend: name, threads },
    featuresPath,
  }: Pick<TrainJob, "source" | "training" | "featuresPath">,
  { backends, nowMs, onProgress }: Pick<SourceTools, "backends" | "nowMs" | "onProgress">,
): Promise<Features> {
  const encoder = await openFrozenEncoder(source!.argument!);
  const { backend } = await requireAvailable(backends, name);
  const embedder = await encoder.open(backend, threads);
  try {
    return await featuresOf(texts, embedder, { featuresPath: featuresPath!, nowMs, ...(onProgress && { onProgress }) });
  } finally {
    await embedder.close();
  }
}
