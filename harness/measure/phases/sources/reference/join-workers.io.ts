import { BackendUnavailable } from "../../../../base/errors.ts";
import type { FitJob } from "../../../../classifier/training/fit.ts";
import { ANCHOR_SLOT, proximalOptimizer } from "../../../../classifier/training/together/proximal-optimizer.ts";
import { type RingSums, ringSums, sumsUntilLeaving } from "../../../../classifier/training/together/ring-sums.ts";
import { type CountingWorkers, workersInRing } from "../../../../classifier/training/together/worker-group.ts";
import { ownBatches, refuseIdleWorkers } from "../../../../classifier/training/together/worker-rows.ts";
import type { Exchange, Trainer, TrainerSetup } from "../../../../contract/trainer.ts";
import { SYNC_STEP, stayingWorkers } from "../../../../contract/training-fields.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { requireTraining } from "../../require-backend.ts";
import type { WorkerInRing } from "../source-tools.ts";

/** A training by one process, of all rows that it reads: those of a worker that has its own are its own. */
export interface WholeTraining {
  readonly backend: Awaited<ReturnType<typeof requireTraining>>;
  readonly fit: FitJob;
  readonly setup: TrainerSetup;
}

/** A job that several workers share. */
interface SharedTraining {
  readonly training: TrainJob["training"];
  /** The number of rows of each worker that has its own; null where all read the same. */
  readonly owned: readonly number[] | null;
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
  { training, owned }: SharedTraining,
  nowMs: () => number,
): Promise<OwnTraining> {
  if (backend.trainsTogether !== true) {
    throw new BackendUnavailable(`backend "${backend.name}" trains alone, and training.workers is ${worker.count}`);
  }
  const { sync = SYNC_STEP, proximal = 0 } = training;
  if (owned === null) refuseIdleWorkers(worker.count, fit.train.texts.rows);
  const { batchSize, exchange } =
    owned === null || sync === SYNC_STEP
      ? ({ batchSize: fit.batchSize, exchange: { of: "gradients" } } as const)
      : ownBatches(owned, fit.batchSize, sync);
  const workers = workersInRing(await sumsOf(worker, training, exchange), exchange, nowMs);
  const held =
    proximal === 0
      ? {}
      : {
          optimizer: proximalOptimizer(fit.optimizer, proximal),
          slots: { ...setup.slots, [ANCHOR_SLOT]: setup.table },
        };
  const trainer = await backend.openTrainer({ ...setup, ...held, batchSize, workers });
  return { fit: { ...fit, optimizer: held.optimizer ?? fit.optimizer, batchSize }, trainer, workers };
}

/** Those of a worker that stays to the end, or drops out halfway. */
function sumsOf(worker: WorkerInRing, training: TrainJob["training"], exchange: Exchange): Promise<RingSums> {
  const { secure = false, epochs } = training;
  const staying = stayingWorkers(training);
  if (worker.rank >= staying && exchange.of === "weights") {
    const exchanges = Math.floor((epochs * exchange.inEpoch) / 2);
    return sumsUntilLeaving(worker, { secure, exchanges, leave: worker.leave });
  }
  return ringSums(worker, { secure, rejoin: staying < worker.count ? () => worker.rejoin(staying) : null });
}
