import { BackendUnavailable } from "../../../../base/errors.ts";
import type { FitJob } from "../../../../classifier/training/fit.ts";
import { ANCHOR_SLOT, proximalOptimizer } from "../../../../classifier/training/together/proximal-optimizer.ts";
import { type RingSums, ringSums, sumsUntilLeaving } from "../../../../classifier/training/together/ring-sums.ts";
import { type CountingWorkers, workersInRing } from "../../../../classifier/training/together/worker-group.ts";
import { workerRows } from "../../../../classifier/training/together/worker-rows.ts";
import type { Exchange, Trainer, TrainerSetup } from "../../../../contract/trainer.ts";
import { stayingWorkers } from "../../../../contract/training-fields.ts";
import { readSources } from "../../corpus-files.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import type { requireTraining } from "../../require-backend.ts";
import type { WorkerInRing } from "../source-tools.ts";

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
  const { sync, owners, proximal = 0 } = training;
  const rows = { sync, owners, batchSize: fit.batchSize };
  const { train, batchSize, exchange } = workerRows(fit.train, rows, worker, await readSources(corpusFolder));
  const workers = workersInRing(await sumsOf(worker, training, exchange), exchange, nowMs);
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
