import type { Dataset } from "../../contract/index.ts";
import type { TrainingRows } from "../../contract/training-rows.ts";
import { rowBatches } from "./dataset-pass.ts";
import { chooseTrainingRows } from "./training-rows.ts";

/**
 * The rows of a split's training side that a training uses. Where only reading the rows tells their classes, they are read for that.
 * @throws RangeError if more are to be used than there are
 */
export async function usedRows(
  dataset: Dataset,
  train: Int32Array,
  chosen: TrainingRows | undefined,
): Promise<Int32Array> {
  if (chosen === undefined) return train;
  const classes = dataset.trainLabels ?? (await readClasses(dataset));
  const { used } = chooseTrainingRows(
    Uint16Array.from(train, (row) => classes[row]!),
    chosen.count,
    chosen.seed,
  );
  return used.map((at) => train[at]!);
}

async function readClasses(dataset: Dataset): Promise<Uint16Array> {
  const classes = new Uint16Array(dataset.rowCounts.train);
  let row = 0;
  for await (const batch of rowBatches(dataset, "train")) for (const { label } of batch) classes[row++] = label;
  return classes;
}
