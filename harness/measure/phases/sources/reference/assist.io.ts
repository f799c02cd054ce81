import { fitModel } from "../../../../classifier/training/fit.ts";
import { measureLink } from "../../../../classifier/training/together/measure-link.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { SourceTools, WorkerLinks } from "../source-tools.ts";
import { openTraining, type WorkerInRing } from "./open-training.io.ts";
import { sumOfWorkers, trainOwner, unfollowed } from "./together.ts";

/** Trains as one of the further workers of a job: the same steps, without a model to write. */
export async function assist(
  job: TrainJob,
  worker: WorkerInRing & { readonly links: WorkerLinks },
  tools: SourceTools,
): Promise<void> {
  const opened = await openTraining(job, tools, worker);
  const { fit, trainer } = opened;
  try {
    await measureLink(worker, worker.links, tools.nowMs);
    const sentBefore = worker.links.sentBytes;
    await fitModel(unfollowed(fit), trainer, { nowMs: tools.nowMs });
    const sentBytes = worker.links.sentBytes - sentBefore;
    const peak = await peakRssBytes();
    const owner = await trainOwner(opened, job.training, tools.nowMs);
    await sumOfWorkers(worker, { sentBytes, peakRssBytes: peak, owner });
  } finally {
    await trainer.close();
  }
}
