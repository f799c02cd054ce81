import { Mt19937 } from "../../base/random/mt19937.ts";
import { TEST_SHARE } from "../../contract/measuring.ts";

/** Row numbers of both sides. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Row numbers of both sides, bit for bit as scikit-learn's train_test_split(test_size, random_state): both sides are in
 * shuffled order, and the test side is rounded up, so with one or two rows a side may be empty.
 * @param testShare in [0, 1]
 * @throws RangeError on a share or a row count out of range
 */
export function trainTestSplit(rows: number, testShare = TEST_SHARE, randomState = 42): Split {
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows must be a whole number, got ${rows}`);
  if (!(testShare >= 0 && testShare <= 1)) throw new RangeError(`testShare must be from 0 to 1, got ${testShare}`);
  const order = Mt19937.fromSeed(randomState).permutation(rows);
  const testRows = Math.ceil(testShare * rows);
  return { train: order.slice(testRows), test: order.slice(0, testRows) };
}

/**
 * `trainTestSplit` with all rows of a group on one side: groups go to the test side in the order in which the shuffle
 * first meets them, until that has its share of the rows. Where each row is a group of its own, the split is the same.
 * @param groups the group of each row
 * @throws RangeError on a share out of range
 */
export function groupedSplit(groups: readonly string[], testShare: number, randomState: number): Split {
  const { test: order } = trainTestSplit(groups.length, 1, randomState);
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const { length: testRows } = trainTestSplit(groups.length, testShare, randomState).test;
  const held = new Set<string>();
  let heldRows = 0;
  for (const row of order) {
    const group = groups[row]!;
    if (heldRows >= testRows) break;
    if (held.has(group)) continue;
    held.add(group);
    heldRows += sizes.get(group)!;
  }
  const isHeld = (row: number) => held.has(groups[row]!);
  return { train: order.filter((row) => !isHeld(row)), test: order.filter(isHeld) };
}
