/** What several workers are compared with: one process that trains all rows. */
import { fitModel } from "../../../../classifier/training/fit.ts";
import { workerAlone } from "../../../../classifier/training/together/worker-group.ts";
import type { UsageTogether } from "../../../../contract/index.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { SourceTools } from "../source-tools.ts";
import type { WholeTraining } from "./join-workers.io.ts";
import { openTraining } from "./open-training.io.ts";
import { unfollowed } from "./unfollowed.ts";

/** Trains for an epoch by this process alone, from the start of the training and with its whole batches. */
export async function timeEpoch(whole: WholeTraining, nowMs: () => number): Promise<UsageTogether["alone"]> {
  const workers = workerAlone(nowMs);
  const trainer = await whole.backend.openTrainer({ ...whole.setup, workers });
  try {
    const { earlyStopping: _, ...fit } = unfollowed(whole.fit);
    const { steps, trainWallMs } = await fitModel({ ...fit, epochs: 1 }, trainer, { nowMs });
    const { gradientWallMs, updateWallMs } = workers.spent;
    return { steps, wallMs: trainWallMs, gradientWallMs, updateWallMs };
  } finally {
    await trainer.close();
  }
}

/** Times an epoch in a process that has trained nothing before: workers have, so that V8 has compiled for them what it runs most. */
export async function timeAlone(job: TrainJob, tools: SourceTools): Promise<UsageTogether["alone"]> {
  const { whole, trainer } = await openTraining(job, tools, null);
  await trainer.close();
  await timeEpoch(whole, tools.nowMs);
  return timeEpoch(whole, tools.nowMs);
}
