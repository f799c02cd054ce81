import { describe, expect, test } from "vitest";
import { trainTestSplit } from "../../../harness/text/split.ts";

describe("train_test_split of scikit-learn", () => {
  test("10 rows with random_state 42", () => {
    const { train, test } = trainTestSplit(10);
    expect([...test]).toEqual([8, 1]);
    expect([...train]).toEqual([5, 0, 7, 2, 9, 4, 3, 6]);
  });

  test("12 rows: the test side is rounded up", () => {
    const { train, test } = trainTestSplit(12);
    expect([...test]).toEqual([10, 9, 0]);
    expect([...train]).toEqual([8, 5, 2, 1, 11, 4, 7, 3, 6]);
  });

  test("every row is on one side, whatever the share", () => {
    for (const share of [0, 0.1, 0.25, 0.5, 1]) {
      const { train, test } = trainTestSplit(101, share, 7);
      expect(test.length).toBe(Math.ceil(101 * share));
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, row) => row));
    }
  });

  test("too few rows leave a side empty instead of failing", () => {
    expect(trainTestSplit(0)).toEqual({ train: new Int32Array(0), test: new Int32Array(0) });
    expect(trainTestSplit(1)).toEqual({ train: new Int32Array(0), test: Int32Array.of(0) });
  });

  test("a share or a row count that makes no sense is refused", () => {
    expect(() => trainTestSplit(10, 1.5)).toThrow(/testShare/);
    expect(() => trainTestSplit(10, Number.NaN)).toThrow(/testShare/);
    expect(() => trainTestSplit(2.5)).toThrow(/rows/);
  });
});
