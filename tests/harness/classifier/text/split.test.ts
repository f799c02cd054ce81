import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupedSplit, trainTestSplit } from "../../../../harness/classifier/text/split.ts";
import { plannedTestRows } from "../../../../harness/contract/measuring.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

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

  test("every row is on one side, whatever the share and the seed", () => {
    const shares = fc.oneof(fc.constantFrom(0, 0.1, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    holdsForAll(fc.tuple(fc.nat(300), shares, fc.nat(2 ** 32 - 1)), ([rows, share, seed]) => {
      const { train, test } = trainTestSplit(rows, share, seed);
      expect(test.length).toBe(Math.ceil(rows * share));
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
    });
  });

  test("too few rows leave a side empty instead of failing", () => {
    expect(trainTestSplit(0)).toEqual({ train: new Int32Array(0), test: new Int32Array(0) });
    expect(trainTestSplit(1)).toEqual({ train: new Int32Array(0), test: Int32Array.of(0) });
  });

  test("an invalid share or row count is refused", () => {
    expect(() => trainTestSplit(10, 1.5)).toThrow(/testShare/);
    expect(() => trainTestSplit(10, Number.NaN)).toThrow(/testShare/);
    expect(() => trainTestSplit(2.5)).toThrow(/rows/);
  });
});

describe("a split of groups", () => {
  test("draws whole groups in the shuffle's order until the share is reached", () => {
    // random_state 42 shuffles ten rows to 8 1 5 0 7 2 9 4 3 6. Row 8 brings rows 6 to 8: three, where two were requested.
    const groups = ["a", "a", "b", "b", "c", "c", "d", "d", "d", "e"];
    const { train, test } = groupedSplit(groups, 0.2, 42);
    expect([...test]).toEqual([8, 7, 6]);
    expect([...train]).toEqual([1, 5, 0, 2, 9, 4, 3]);
    // Four rows are more than d has: row 1 brings a.
    expect([...groupedSplit(groups, 0.4, 42).test]).toEqual([8, 1, 0, 7, 6]);
  });

  test("equals train_test_split if every row is a group of its own", () => {
    for (const share of [0, 0.1, 0.25, 1]) {
      const alone = Array.from({ length: 101 }, (_, row) => `row ${row}`);
      expect(groupedSplit(alone, share, 7)).toEqual(trainTestSplit(101, share, 7));
    }
  });

  test("no group is on both sides, and every row is on one", () => {
    const groups = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), { minLength: 1, maxLength: 60 });
    holdsForAll(fc.tuple(groups, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000)), ([all, share, seed]) => {
      const { train, test } = groupedSplit(all, share, seed);
      const trained = new Set([...train].map((row) => all[row]));
      expect([...test].filter((row) => trained.has(all[row]))).toEqual([]);
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(all.map((_, row) => row));
      expect(test.length).toBeGreaterThanOrEqual(Math.ceil(all.length * share));
    });
  });

  test("a single group is on the test side, and an invalid share is refused", () => {
    expect(groupedSplit(["a", "a"], 0.1, 42).train).toHaveLength(0);
    expect(() => groupedSplit(["a", "a"], 1.5, 42)).toThrow(/testShare/);
  });
});

test("a plan counts the test rows that a split then has: a fifth, rounded up", () => {
  expect([100, 101, 104, 105].map((train) => plannedTestRows({ train, test: null }))).toEqual([20, 21, 21, 21]);
  for (const train of [5, 101, 102, 103, 2113]) {
    expect(plannedTestRows({ train, test: null })).toBe(trainTestSplit(train).test.length);
  }
});
