import { keepThreshold } from "../../classifier/model-folder/model-folder.io.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { CorpusFacts, ExecutionProof, Quality } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import { servingOf } from "../../contract/serving.ts";
import { refuseOtherExecution } from "./refuse-other-execution.ts";
import { requireAvailable } from "./require-backend.ts";
import { score } from "./score.ts";
import type { ServingJob } from "./serving-calls.ts";
import { type ServingUsage, type Timing, timeHere, timeService } from "./time-serving.io.ts";
import type { PhaseTools } from "./tools.ts";
import { workerCount } from "./workers.io.ts";

export type ServeJob = ServingJob;

export interface ServeReport {
  readonly quality: Quality;
  readonly corpus: CorpusFacts;
  readonly executed: ExecutionProof;
  readonly usage: ServingUsage;
  readonly processWallMs: number;
  /** While it was timed; null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
}

/**
 * Times the finished model, then scores the same bytes on the same backend. Memory is read before the rows to score are
 * loaded, and the proofs run last, so that no figure includes either.
 */
export async function serve(job: ServeJob, tools: PhaseTools): Promise<ServeReport> {
  const { nowMs } = tools;
  const { threads, threshold } = job.serving;
  const serving = servingOf(job.serving);
  const { backend } = await requireAvailable(tools.backends, serving.backend);
  const timing: Timing = { job, serving, backend, tools, workers: await workerCount(serving) };
  const { opened, texts, usage, disturbance } =
    serving.scenario === "http" ? await timeService(timing) : await timeHere(timing);
  try {
    tools.onTimed?.();
    const corpus = await opened.scoredCorpus(job);
    const quality = await score(corpus, { threshold, nowMs });
    await keepThreshold(job.modelFolder, quality);
    const executed = await opened.prove(texts.slice(0, THROUGHPUT_BATCH));
    refuseOtherExecution(executed, backend, threads);
    return { quality, corpus: corpus.facts, executed, usage, processWallMs: nowMs(), disturbance };
  } finally {
    await opened.close();
  }
}
