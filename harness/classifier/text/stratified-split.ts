import { Mt19937 } from "../../base/random/mt19937.ts";
import type { Split } from "./split.ts";

/**
 * Row numbers of both sides, each class with its share on either, bit for bit as scikit-learn's
 * train_test_split(test_size, random_state, stratify=labels). Where the test side has fewer rows than there are classes,
 * which scikit-learn refuses, the largest classes get them.
 * @param labels class of each row, from 0 to classes - 1; each class needs two rows or more
 * @param testShare in [0, 1]
 * @see sklearn/model_selection/_split.py, StratifiedShuffleSplit._iter_indices
 */
export function stratifiedSplit(labels: Uint16Array, testShare: number, randomState: number): Split {
  const rowsOfClass = groupRows(labels);
  const sizes = rowsOfClass.map((rows) => rows.length);
  const testRows = Math.ceil(testShare * labels.length);
  const random = Mt19937.fromSeed(randomState);
  const trainSizes = proportionalSizes(sizes, labels.length - testRows, random);
  const testSizes = proportionalSizes(
    sizes.map((size, label) => size - trainSizes[label]!),
    testRows,
    random,
  );
  const train: number[] = [];
  const test: number[] = [];
  for (const [label, rows] of rowsOfClass.entries()) {
    const drawn = [...random.permutation(rows.length)].map((at) => rows[at]!);
    const trainEnd = trainSizes[label]!;
    for (const row of drawn.slice(0, trainEnd)) train.push(row);
    for (const row of drawn.slice(trainEnd, trainEnd + testSizes[label]!)) test.push(row);
  }
  return { train: shuffled(train, random), test: shuffled(test, random) };
}

/** The rows of each class in order; classes without rows are left out, since scikit-learn does not know of them. */
function groupRows(labels: Uint16Array): number[][] {
  const rowsOf = new Map<number, number[]>();
  for (const [row, label] of labels.entries()) {
    const rows = rowsOf.get(label);
    if (rows === undefined) rowsOf.set(label, [row]);
    else rows.push(row);
  }
  return [...rowsOf].sort(([one], [other]) => one - other).map(([, rows]) => rows);
}

/**
 * How many of `draws` rows each class gives: its share rounded down, and one more where the remainder is largest. Equal
 * remainders are drawn from, which uses up random numbers even where all of them get one.
 * @see sklearn/utils, _approximate_mode
 */
function proportionalSizes(sizes: readonly number[], draws: number, random: Mt19937): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size / all) * draws);
  const counts = exact.map(Math.floor);
  const remainders = exact.map((value, index) => value - counts[index]!);
  let missing = Math.trunc(draws - counts.reduce((sum, count) => sum + count, 0));
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing === 0) break;
    const tied = [...remainders.keys()].filter((index) => remainders[index] === remainder);
    const chosen = [...random.permutation(tied.length)].slice(0, missing);
    for (const at of chosen) counts[tied[at]!]! += 1;
    missing -= chosen.length;
  }
  return counts;
}

function shuffled(rows: readonly number[], random: Mt19937): Int32Array {
  return random.permutation(rows.length).map((at) => rows[at]!);
}
