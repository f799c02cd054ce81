import { readModelFolder } from "../../classifier/model-folder/model-folder.io.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import { watchMachine } from "../machine/disturbance.ts";
import { readSample } from "./corpus-files.io.ts";
import { type SampledServing, type SamplePurpose, sampleServing } from "./measure-serving.ts";
import { peakRssBytes } from "./memory.io.ts";
import { requireAvailable } from "./require-backend.ts";
import type { ServeJob } from "./serve.io.ts";
import type { PhaseTools } from "./tools.ts";

export interface SampleJob extends ServeJob {
  readonly purpose: SamplePurpose;
}

export interface SampleReport extends SampledServing {
  readonly peakRssBytes: number | null;
  /** Null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
  /** From the start of the process to its answer, less what it waited for its turn. */
  readonly processWallMs: number;
}

/** The timings of the phase "serve" only, for a model that a run has already scored and proved. */
export async function sample(
  { serving, corpusFolder, modelFolder, purpose }: SampleJob,
  tools: PhaseTools,
): Promise<SampleReport> {
  const { backend } = await requireAvailable(tools.backends, serving.backend);
  const { modelOnnx, encoder, encoderOptions } = await readModelFolder(modelFolder);
  const session = await backend.open(modelOnnx, { threads: serving.threads, texts: encoderOptions });
  try {
    const texts = await readSample(corpusFolder);
    await tools.turn?.();
    const watched = watchMachine(tools.readMachine);
    const sampled = await sampleServing({ session, encode: encoder.encode, texts, nowMs: tools.nowMs }, purpose);
    const disturbance = watched();
    return { ...sampled, disturbance, peakRssBytes: await peakRssBytes(), processWallMs: tools.nowMs() };
  } finally {
    await session.close();
  }
}
