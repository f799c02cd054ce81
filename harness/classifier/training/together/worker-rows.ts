import { DataError } from "../../../base/errors.ts";
import type { RingPlace } from "../../../base/ring/add-up.ts";
import type { LabelledTexts } from "../../../contract/texts.ts";
import type { Exchange } from "../../../contract/trainer.ts";
import { OWNERS_ALIKE, type Owners, SYNC_ROUND, SYNC_STEP, type Sync } from "../../../contract/training-fields.ts";
import { selectTexts } from "../../text/encoded-texts.ts";
import { ownedRows, ownersOfRows } from "./owners-of-rows.ts";

/** What a worker trains on, and when it exchanges with the others. */
export interface WorkerRows {
  readonly train: LabelledTexts;
  /** Of the steps that it takes: the whole one where all share it. */
  readonly batchSize: number;
  readonly exchange: Exchange;
}

/** Of draws of owners: as with splits, a cell's seed changes the training, never whose rows are whose. */
const OWNERS_SEED = 42;

/** What of a training decides which rows a worker has. */
export interface SharedTraining {
  readonly sync?: Sync | undefined;
  readonly owners?: Owners | undefined;
  /** Of all workers together. */
  readonly batchSize: number;
}

/**
 * A worker's part of a training. Those that exchange gradients all read every row, and share each batch; the others have rows of their
 * own for good, and batches of their own, so that one step of all of them together is of `batchSize` rows.
 * @param sources of the rows, where they are known
 * @throws DataError if there are fewer rows than workers, or they cannot be shared out as asked
 */
export function workerRows(
  train: LabelledTexts,
  { sync = SYNC_STEP, owners = OWNERS_ALIKE, batchSize }: SharedTraining,
  { rank, count }: RingPlace,
  sources: Int32Array | null = null,
): WorkerRows {
  const { rows } = train.texts;
  if (rows < count) throw new DataError(`training.workers ${count} needs as many training rows, got ${rows}; lower it`);
  if (sync === SYNC_STEP) return { train, batchSize, exchange: { of: "gradients" } };
  const owner = ownersOfRows(owners, { labels: train.labels, sources }, { count, seed: OWNERS_SEED });
  const own = Int32Array.from([...owner.keys()].filter((row) => owner[row] === rank));
  const ownBatch = Math.ceil(Math.min(batchSize, rows) / count);
  const owned = ownedRows(owner, count);
  const mostSteps = Math.ceil(Math.max(...owned) / ownBatch);
  return {
    train: { texts: selectTexts(train.texts, own), labels: Uint16Array.from(own, (row) => train.labels[row]!) },
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
