import { DataError } from "../../../base/errors.ts";
import type { RingPlace } from "../../../base/ring/add-up.ts";
import type { LabelledTexts } from "../../../contract/texts.ts";
import type { Exchange } from "../../../contract/trainer.ts";
import { SYNC_ROUND, SYNC_STEP, type Sync } from "../../../contract/training-fields.ts";
import { selectTexts } from "../../text/encoded-texts.ts";

/** What a worker trains on, and when it exchanges with the others. */
export interface WorkerRows {
  readonly train: LabelledTexts;
  /** Of the steps that it takes: the whole one where all share it. */
  readonly batchSize: number;
  readonly exchange: Exchange;
}

/**
 * A worker's part of a training. Those that exchange gradients all read every row, and share each batch; the others have each
 * count-th row for good, and batches of their own, so that one step of all of them together is of `batchSize` rows.
 * @param batchSize of all workers together
 * @throws DataError if there are fewer rows than workers
 */
export function workerRows(
  train: LabelledTexts,
  { sync = SYNC_STEP, batchSize }: { readonly sync?: Sync | undefined; readonly batchSize: number },
  { rank, count }: RingPlace,
): WorkerRows {
  const { rows } = train.texts;
  if (rows < count) throw new DataError(`training.workers ${count} needs as many training rows, got ${rows}; lower it`);
  if (sync === SYNC_STEP) return { train, batchSize, exchange: { of: "gradients" } };
  const own = Int32Array.from({ length: Math.ceil((rows - rank) / count) }, (_, index) => rank + index * count);
  const ownBatch = Math.ceil(Math.min(batchSize, rows) / count);
  // The first worker has as many rows as any.
  const mostSteps = Math.ceil(Math.ceil(rows / count) / ownBatch);
  return {
    train: { texts: selectTexts(train.texts, own), labels: Uint16Array.from(own, (row) => train.labels[row]!) },
    batchSize: ownBatch,
    exchange: {
      of: "weights",
      rowShare: own.length / rows,
      ...(sync === SYNC_ROUND
        ? { everySteps: Number.POSITIVE_INFINITY, inEpoch: 1 }
        : { everySteps: sync, inEpoch: Math.ceil(mostSteps / sync) }),
    },
  };
}
