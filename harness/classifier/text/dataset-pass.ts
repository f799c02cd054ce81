/** What reading a dataset once has in common, whatever becomes of its texts. */
import { inBatches } from "../../base/batches.ts";
import { DataError } from "../../base/errors.ts";
import type { Dataset } from "../../contract/index.ts";
import type { TextRow } from "../../contract/texts.ts";

const SAMPLE_TEXTS = 2048;
const ROWS_PER_BATCH = 1024;

/** A class without training rows would never be predicted; scikit-learn's split does not look at classes. */
export function refuseUntrainedClass({ id, labels }: Dataset, trained: Uint16Array): void {
  const missing = labels.find((_, label) => !trained.includes(label));
  if (missing === undefined) return;
  throw new DataError(
    `${id}: no training row of "${missing}" is left after the split; add more rows of it, or bring test rows of your own`,
  );
}

export type DatasetSide = "train" | "test";

export function rowBatches(dataset: Dataset, side: DatasetSide): AsyncIterable<readonly TextRow[]> {
  return dataset.batches?.(side) ?? inBatches(dataset.rows(side), ROWS_PER_BATCH);
}

/** All rows, in batches, with the number of each one's first row on its side. */
export async function* numberedBatches(dataset: Dataset) {
  for (const side of ["train", "test"] as const) {
    if (side === "test" && dataset.rowCounts.test === null) return;
    let start = 0;
    for await (const batch of rowBatches(dataset, side)) {
      yield { batch, side, start };
      start += batch.length;
    }
  }
}

/** A spread of the test rows, by which serving is timed. */
export function sampledRows(dataset: Dataset, test: Int32Array): { side: DatasetSide; rows: ReadonlySet<number> } {
  const count = dataset.rowCounts.test ?? test.length;
  const size = Math.min(SAMPLE_TEXTS, count);
  const spread = Array.from({ length: size }, (_, index) => Math.floor((index * count) / size));
  return dataset.rowCounts.test === null
    ? { side: "train", rows: new Set(spread.map((row) => test[row]!)) }
    : { side: "test", rows: new Set(spread) };
}
