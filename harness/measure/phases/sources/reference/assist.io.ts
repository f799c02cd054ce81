import { fitModel } from "../../../../classifier/training/fit.ts";
import { DroppedOut } from "../../../../classifier/training/together/ring-sums.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { SourceTools, WorkerInRing, WorkerUse } from "../source-tools.ts";
import { openTraining } from "./open-training.io.ts";
import { followWorker } from "./together.ts";
import { unfollowed } from "./unfollowed.ts";

/**
 * Trains as one of the further workers of a job: the same steps, without a model to write.
 * @param othersEnd resolves when those who stayed have trained, and nothing is timed any more
 * @returns what a worker used that dropped out; null for one that stayed, which has told the others
 */
export async function assist(
  job: TrainJob,
  worker: WorkerInRing,
  tools: SourceTools,
  othersEnd: () => Promise<unknown>,
): Promise<WorkerUse | null> {
  const opened = await openTraining(job, tools, worker);
  const { fit, trainer, taught } = opened;
  try {
    const { end, leave } = await followWorker(worker, opened, job.training, tools.nowMs);
    if (await hasStayed(() => fitModel(unfollowed(fit), trainer, { nowMs: tools.nowMs }))) {
      await end(await peakRssBytes());
      return null;
    }
    const peak = await peakRssBytes();
    await othersEnd();
    return await leave(peak);
  } finally {
    await taught?.discard();
    await trainer.close();
  }
}

/** Whether a worker took part to the end. */
async function hasStayed(train: () => Promise<unknown>): Promise<boolean> {
  try {
    await train();
    return true;
  } catch (error) {
    if (error instanceof DroppedOut) return false;
    throw error;
  }
}
