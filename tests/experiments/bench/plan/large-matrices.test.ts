import { expect, test } from "vitest";
import { LARGE_MATRICES, type LargeMatrix } from "../../../../experiments/bench/plan/large-matrices.ts";
import { matrixNames } from "../../../../experiments/matrix-names.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";

const names = await matrixNames();
const cellsOf = (matrix: LargeMatrix) =>
  parseMatrix(JSON.stringify(LARGE_MATRICES[matrix]()), "large.json", names).cells.length;

test("each has as many cells as it says, the base among them, and a thousand combinations less where they are left out", () => {
  expect(cellsOf("2,000 include")).toBe(2001);
  expect(cellsOf("9,999 include")).toBe(10_000);
  expect(cellsOf("1,000 exclude on 10,000 cells")).toBe(9000);
});

test("a million seeds are refused", () => {
  expect(() => cellsOf("1,000,000 seeds")).toThrow(/seeds: must give at most 10000 runs, got 1000000 /);
});
