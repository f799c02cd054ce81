import { DataError } from "../../base/errors.ts";
import type { Dataset } from "../../contract/index.ts";
import { TEST_SHARE } from "../../contract/measuring.ts";
import type { SideRows } from "./corpus-facts.ts";
import { groupedSplit, type Split, trainTestSplit } from "./split.ts";
import { stratifiedSplit } from "./stratified-split.ts";

/** random_state of both splits, as in the reference experiment: a cell's seed changes the training, never the rows. */
const SPLIT_SEED = 42;

/** What decides a dataset's split. */
export type SplitData = Pick<Dataset, "id" | "rowCounts" | "trainSources" | "trainLabels" | "split">;

/**
 * Row numbers within the stream of training rows, and those of the test rows within theirs, if they have one. Data without
 * a split of its own is cut as scikit-learn's train_test_split does; held-back rows come out of the training rows in the
 * same way. Rows of one source stay together in both cuts (docs/decisions/0012).
 * @throws DataError where a side would be empty
 */
export function sideRows(dataset: SplitData, validationShare: number): SideRows {
  const { id, rowCounts, trainSources } = dataset;
  const cut = (rows: Int32Array, share: number): Split => {
    const { train, test } = cutRows(dataset, rows, share);
    return { train: train.map((row) => rows[row]!), test: test.map((row) => rows[row]!) };
  };
  const all = Int32Array.from({ length: rowCounts.train }, (_, row) => row);
  const none = new Int32Array(0);
  const own = rowCounts.test === null ? null : Int32Array.from({ length: rowCounts.test }, (_, row) => row);
  const outer = own === null ? cut(all, TEST_SHARE) : { train: all, test: own };
  const held = validationShare === 0 ? { train: outer.train, test: none } : cut(outer.train, validationShare);
  if (held.train.length === 0 || (own === null && outer.test.length === 0)) {
    const sources = trainSources === undefined ? "" : ` of ${new Set(trainSources).size} sources`;
    throw new DataError(
      `${id}: ${rowCounts.train} rows${sources} are too few to cut into training, validation and test rows`,
    );
  }
  return { train: held.train, validation: held.test, test: outer.test };
}

/** @returns positions in `rows` */
function cutRows({ split, trainLabels, trainSources }: SplitData, rows: Int32Array, share: number): Split {
  if (trainSources !== undefined) {
    const sources = Array.from(rows, (row) => trainSources[row]!);
    return groupedSplit(sources, share, SPLIT_SEED);
  }
  if (split !== "stratified") return trainTestSplit(rows.length, share, SPLIT_SEED);
  if (trainLabels === undefined) throw new TypeError("a stratified split needs the class of each training row");
  return stratifiedSplit(
    Uint16Array.from(rows, (row) => trainLabels[row]!),
    share,
    SPLIT_SEED,
  );
}
