import { Mt19937 } from "../random/mt19937.ts";

/**
 * Row numbers of both sides, bit for bit as scikit-learn's train_test_split(test_size, random_state): both sides are in
 * shuffled order, and the test side is rounded up, so that with one row or two a side may be empty.
 * @param testShare in [0, 1]
 * @throws RangeError on a share or a row count out of range
 */
export function trainTestSplit(
  rows: number,
  testShare = 0.2,
  randomState = 42,
): { readonly train: Int32Array; readonly test: Int32Array } {
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows must be a whole number, got ${rows}`);
  if (!(testShare >= 0 && testShare <= 1)) throw new RangeError(`testShare must be from 0 to 1, got ${testShare}`);
  const order = Mt19937.fromSeed(randomState).permutation(rows);
  const testRows = Math.ceil(testShare * rows);
  return { train: order.slice(testRows), test: order.slice(0, testRows) };
}
