import { addUpInRing } from "../../../../base/ring/add-up.ts";
import { sliceTexts } from "../../../../classifier/text/encoded-texts.ts";
import { type FitJob, fitModel } from "../../../../classifier/training/fit.ts";
import { isSteered } from "../../../../classifier/training/schedules/schedule.ts";
import { workerAlone } from "../../../../classifier/training/together/worker-group.ts";
import type { UsageTogether } from "../../../../contract/index.ts";
import type { OpenedTraining, WorkerInRing } from "./open-training.io.ts";

/** What a worker used. */
interface WorkerUse {
  readonly sentBytes: number;
  /** Null where the kernel does not report it. */
  readonly peakRssBytes: number | null;
}

/** What all workers of a training used; each of them calls it with its own at the end. */
export async function sumOfWorkers(worker: WorkerInRing, own: WorkerUse): Promise<WorkerUse> {
  const sums = Float64Array.of(own.sentBytes, own.peakRssBytes ?? Number.NaN);
  await addUpInRing(sums, worker, worker.links);
  const [sentBytes, peakRssBytes] = sums;
  return { sentBytes: sentBytes!, peakRssBytes: Number.isNaN(peakRssBytes) ? null : peakRssBytes! };
}

/** Trains for an epoch by this process alone, from the start of the training and with its whole batches, to tell what workers are compared with. */
export async function timeAlone(
  { backend, whole }: Pick<OpenedTraining, "backend" | "whole">,
  nowMs: () => number,
): Promise<UsageTogether["alone"]> {
  const workers = workerAlone(nowMs);
  const trainer = await backend.openTrainer({ ...whole.setup, workers });
  try {
    const { earlyStopping: _, ...fit } = unfollowed(whole.fit);
    const { steps, trainWallMs } = await fitModel({ ...fit, epochs: 1 }, trainer, { nowMs });
    const { gradientWallMs, updateWallMs } = workers.spent;
    return { steps, wallMs: trainWallMs, gradientWallMs, updateWallMs };
  } finally {
    await trainer.close();
  }
}

/** A training that nobody follows: of its texts to score, those alone that stop or steer it, and one that there has to be. */
export function unfollowed(fit: FitJob): FitJob {
  const { test, validation = null, schedule, earlyStopping } = fit;
  const isFollowed = isSteered(schedule) || earlyStopping !== undefined;
  return {
    ...fit,
    test: { texts: sliceTexts(test.texts, 0, 1), labels: test.labels.subarray(0, 1) },
    validation: isFollowed ? validation : null,
  };
}
