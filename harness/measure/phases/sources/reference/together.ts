import { addUpInRing } from "../../../../base/ring/add-up.ts";
import { sliceTexts } from "../../../../classifier/text/encoded-texts.ts";
import { type FitJob, fitModel } from "../../../../classifier/training/fit.ts";
import { isSteered } from "../../../../classifier/training/schedules/schedule.ts";
import { workerAlone } from "../../../../classifier/training/together/worker-group.ts";
import type { TrainingSpec, UsageTogether } from "../../../../contract/index.ts";
import { OWNERS_ALIKE } from "../../../../contract/training-fields.ts";
import type { OpenedTraining, WorkerInRing } from "./open-training.io.ts";

/** What a worker used. */
interface WorkerUse {
  readonly sentBytes: number;
  /** Null where the kernel does not report it. */
  readonly peakRssBytes: number | null;
  /** What its rows give alone; null where all have alike rows. */
  readonly owner: OwnerAlone | null;
}

type OwnerAlone = NonNullable<UsageTogether["owners"]>[number];

/** What all workers of a training used; each of them calls it with its own at the end. */
export async function sumOfWorkers(
  worker: WorkerInRing,
  own: WorkerUse,
): Promise<Omit<WorkerUse, "owner"> & { readonly owners: readonly OwnerAlone[] | null }> {
  const { rank, count } = worker;
  const sums = new Float64Array(2 + OWNER_NUMBERS * count);
  sums.set([own.sentBytes, own.peakRssBytes ?? Number.NaN]);
  if (own.owner !== null) {
    sums.set([own.owner.rows, own.owner.steps, own.owner.testAccuracy], 2 + OWNER_NUMBERS * rank);
  }
  await addUpInRing(sums, worker, worker.links);
  const [sentBytes, peakRssBytes] = sums;
  const owners = Array.from({ length: count }, (_, index) => {
    const [rows, steps, testAccuracy] = sums.subarray(2 + OWNER_NUMBERS * index);
    return { rows: rows!, steps: steps!, testAccuracy: testAccuracy! };
  });
  return {
    sentBytes: sentBytes!,
    peakRssBytes: Number.isNaN(peakRssBytes) ? null : peakRssBytes!,
    owners: own.owner === null ? null : owners,
  };
}

/** Numbers that are told of an owner. */
const OWNER_NUMBERS = 3;

/** Trains this worker's rows alone, as long as all did together: what it would have without the others. Null where rows are alike. */
export async function trainOwner(
  { backend, whole, fit }: Pick<OpenedTraining, "backend" | "whole" | "fit">,
  { owners = OWNERS_ALIKE }: Pick<TrainingSpec, "owners">,
  nowMs: () => number,
): Promise<OwnerAlone | null> {
  if (owners === OWNERS_ALIKE) return null;
  const { earlyStopping: _, ...own } = fit;
  const trainer = await backend.openTrainer({ ...whole.setup, batchSize: own.batchSize });
  try {
    const fitted = await fitModel({ ...own, optimizer: whole.fit.optimizer }, trainer, { nowMs });
    return { rows: own.train.texts.rows, steps: fitted.steps, testAccuracy: fitted.history.at(-1)!.testAccuracy };
  } finally {
    await trainer.close();
  }
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
