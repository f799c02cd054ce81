import { DataError } from "../../../base/errors.ts";
import type { LabelledTexts } from "../../../contract/texts.ts";
import type { Exchange } from "../../../contract/trainer.ts";
import { OWNERS_ALIKE, type Owners, SYNC_ROUND, type Sync } from "../../../contract/training-fields.ts";
import { selectTexts } from "../../text/encoded-texts.ts";
import { type OwnedRows, ownersOfRows } from "./owners-of-rows.ts";

/** Of draws of owners: as with splits, a cell's seed changes the training, never whose rows are whose. */
const OWNERS_SEED = 42;

/**
 * The worker of each training row, from 0, where workers have rows of their own.
 * @throws DataError if there are fewer rows than workers, or they cannot be shared out as asked
 */
export function shareOutRows(rows: OwnedRows, workers: number, owners: Owners = OWNERS_ALIKE): Uint16Array {
  refuseIdleWorkers(workers, rows.labels.length);
  return ownersOfRows(owners, rows, { count: workers, seed: OWNERS_SEED });
}

/** A worker's own of the training rows. @param owner of each row */
export function rowsOfOwner({ texts, labels }: LabelledTexts, owner: Uint16Array, rank: number): LabelledTexts {
  const own = Int32Array.from([...owner.keys()].filter((row) => owner[row] === rank));
  return { texts: selectTexts(texts, own), labels: Uint16Array.from(own, (row) => labels[row]!) };
}

/** @throws DataError if there are fewer rows than workers */
export function refuseIdleWorkers(workers: number, rows: number): void {
  if (rows >= workers) return;
  throw new DataError(`training.workers ${workers} needs as many training rows, got ${rows}; lower it`);
}

/** How a worker with rows of its own trains, and when it exchanges with the others. */
interface OwnBatches {
  /** Of the steps that it takes, so that one step of all of them together is of the whole one. */
  readonly batchSize: number;
  readonly exchange: Extract<Exchange, { readonly of: "weights" }>;
}

/**
 * The batches of workers that have rows of their own.
 * @param owned the number of rows of each
 * @param batchSize of all workers together
 */
export function ownBatches(owned: readonly number[], batchSize: number, sync: Exclude<Sync, "step">): OwnBatches {
  const rows = owned.reduce((sum, ofOne) => sum + ofOne, 0);
  const ownBatch = Math.ceil(Math.min(batchSize, rows) / owned.length);
  const mostSteps = Math.ceil(Math.max(...owned) / ownBatch);
  return {
    batchSize: ownBatch,
    exchange: {
      of: "weights",
      rowShares: owned.map((ofOne) => ofOne / rows),
      ...(sync === SYNC_ROUND
        ? { everySteps: Number.POSITIVE_INFINITY, inEpoch: 1 }
        : { everySteps: sync, inEpoch: Math.ceil(mostSteps / sync) }),
    },
  };
}
