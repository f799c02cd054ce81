import { fitModel } from "../../../../classifier/training/fit.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { SourceTools, WorkerLinks } from "../source-tools.ts";
import type { WorkerInRing } from "./join-workers.io.ts";
import { openTraining } from "./open-training.io.ts";
import { followWorker, unfollowed } from "./together.ts";

/** Trains as one of the further workers of a job: the same steps, without a model to write. */
export async function assist(
  job: TrainJob,
  worker: WorkerInRing & { readonly links: WorkerLinks },
  tools: SourceTools,
): Promise<void> {
  const opened = await openTraining(job, tools, worker);
  const { fit, trainer } = opened;
  try {
    const { end } = await followWorker(worker, opened, job.training, tools.nowMs);
    await fitModel(unfollowed(fit), trainer, { nowMs: tools.nowMs });
    await end(await peakRssBytes());
  } finally {
    await trainer.close();
  }
}
