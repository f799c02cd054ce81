import { expect, test } from "vitest";
import { weightedSum } from "../../../../harness/base/statistics/bootstrap.ts";
import { type BlockStatistic, blockMean, pigeonholeError } from "../../../../harness/base/statistics/pigeonhole.ts";
import { seeded } from "../../../fixtures/records.ts";

/** The mean of each block's row of `values`. */
function meanOf(values: readonly (readonly number[])[]): BlockStatistic {
  const rows = values[0]!.length;
  return { blocks: values.length, rows, of: (block, weights) => weightedSum(values[block]!, weights) / rows };
}

const halves = Array.from({ length: 100 }, (_, row) => row % 2);

test("one block has the standard error of a proportion", () => {
  // sqrt(.5 · .5 / 100) = .05
  expect(blockMean(meanOf([halves]))).toBe(0.5);
  expect(pigeonholeError(meanOf([halves]), seeded(1))).toBeCloseTo(0.05, 2);
});

test("blocks that agree on every row add nothing to it", () => {
  expect(pigeonholeError(meanOf([halves, halves, halves, halves]), seeded(1))).toBeCloseTo(0.05, 2);
});

test("blocks that differ as wholes have the error of their number, whatever the rows", () => {
  // Two blocks of 0 and 1: their mean is 0, .5 or 1 with chances 1/4, 1/2 and 1/4, so its deviation is sqrt(1/8) = .354.
  const blocks = [new Array(1000).fill(0), new Array(1000).fill(1)];
  expect(blockMean(meanOf(blocks))).toBe(0.5);
  expect(pigeonholeError(meanOf(blocks), seeded(1))).toBeCloseTo(Math.sqrt(1 / 8), 1);
});

test("what never varies has no error at all", () => {
  expect(pigeonholeError(meanOf([new Array(50).fill(0.1), new Array(50).fill(0.1)]), seeded(1))).toBe(0);
});
