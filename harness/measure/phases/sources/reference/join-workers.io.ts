import { BackendUnavailable } from "../../../../base/errors.ts";
import type { RingLinks, RingPlace } from "../../../../base/ring/add-up.ts";
import type { FitJob } from "../../../../classifier/training/fit.ts";
import { agreeOnMasks } from "../../../../classifier/training/together/masks.ts";
import { ANCHOR_SLOT, proximalOptimizer } from "../../../../classifier/training/together/proximal-optimizer.ts";
import { type CountingWorkers, workersInRing } from "../../../../classifier/training/together/worker-group.ts";
import { workerRows } from "../../../../classifier/training/together/worker-rows.ts";
import type { Trainer, TrainerSetup } from "../../../../contract/trainer.ts";
import { readSources } from "../../corpus-files.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { requireTraining } from "../../require-backend.ts";

/** A worker's place in the ring of all, and its neighbours. */
export interface WorkerInRing extends RingPlace {
  readonly links: RingLinks;
}

/** A training of all rows by one process. */
export interface WholeTraining {
  readonly backend: Awaited<ReturnType<typeof requireTraining>>;
  readonly fit: FitJob;
  readonly setup: TrainerSetup;
}

/** The part of a training that one process takes. */
export interface OwnTraining {
  readonly fit: FitJob;
  readonly trainer: Trainer;
  /** Null for a process that trains alone. */
  readonly workers: CountingWorkers | null;
}

/**
 * Opens the trainer of one of several workers.
 * @throws BackendUnavailable on a backend that trains alone
 */
export async function joinWorkers(
  worker: WorkerInRing,
  { backend, fit, setup }: WholeTraining,
  { training, corpusFolder }: Pick<TrainJob, "training" | "corpusFolder">,
  nowMs: () => number,
): Promise<OwnTraining> {
  if (backend.trainsTogether !== true) {
    throw new BackendUnavailable(`backend "${backend.name}" trains alone, and training.workers is ${worker.count}`);
  }
  const { sync, owners, proximal = 0, secure = false } = training;
  const rows = { sync, owners, batchSize: fit.batchSize };
  const { train, batchSize, exchange } = workerRows(fit.train, rows, worker, await readSources(corpusFolder));
  const masks = secure ? await agreeOnMasks(worker, worker.links) : null;
  const workers = workersInRing(worker, exchange, worker.links, nowMs, masks);
  const held =
    proximal === 0
      ? {}
      : {
          optimizer: proximalOptimizer(fit.optimizer, proximal),
          slots: { ...setup.slots, [ANCHOR_SLOT]: setup.table },
        };
  const trainer = await backend.openTrainer({ ...setup, ...held, batchSize, workers });
  return { fit: { ...fit, optimizer: held.optimizer ?? fit.optimizer, train, batchSize }, trainer, workers };
}
