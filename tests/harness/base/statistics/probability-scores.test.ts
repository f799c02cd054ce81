import { expect, test } from "vitest";
import {
  brierOf,
  calibrationErrorOf,
  probabilityBins,
} from "../../../../harness/base/statistics/probability-scores.ts";

test("the Brier score of two classes is that of the second label's probability", () => {
  // (0.9 - 1)² + (0.2 - 0)² = 0.01 + 0.04
  expect(brierOf([0.9, 0.2], Uint16Array.of(1, 0), 1)).toBeCloseTo(0.025, 12);
});

test("with more classes it is summed over them", () => {
  // (0.7 - 1)² + 0.2² + 0.1² = 0.14; 0.5² + 0.5² + 1² = 1.5
  expect(brierOf([0.7, 0.2, 0.1, 0.5, 0.5, 0], Uint16Array.of(0, 2), 3)).toBeCloseTo((0.14 + 1.5) / 2, 12);
});

const errorOf = (...rows: Parameters<typeof probabilityBins>) => calibrationErrorOf(probabilityBins(...rows));

test("rows are binned by the probability of what was predicted", () => {
  // .9 and .9 are in the bin from 13/15 to 14/15, one of them right; 1 - .3 = .7 is in that from 10/15 to 11/15, and right.
  const bins = probabilityBins([0.9, 0.9, 0.3], Uint16Array.of(1, 1, 0), Uint16Array.of(1, 0, 0), 1);
  expect(bins.map(({ confidence: _, ...counts }) => counts)).toEqual([
    { bin: 10, rows: 1, right: 1 },
    { bin: 13, rows: 2, right: 1 },
  ]);
  expect(bins.map(({ confidence }) => confidence)).toEqual([expect.closeTo(0.7, 12), expect.closeTo(0.9, 12)]);
});

test("the calibration error is the weighted difference of accuracy and probability in each bin", () => {
  // Confidences .9, .9 (one right: |1 - 1.8| = .8) and, for the first label, 1 - .3 = .7 (right: .3). (.8 + .3) / 3
  const outputs = [0.9, 0.9, 0.3];
  expect(errorOf(outputs, Uint16Array.of(1, 1, 0), Uint16Array.of(1, 0, 0), 1)).toBeCloseTo(1.1 / 3, 12);
});

test("a model that is as sure as it is right has none", () => {
  // Four rows at .75, three of them right.
  const outputs = [0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25];
  const predicted = Uint16Array.of(0, 0, 0, 0);
  expect(errorOf(outputs, predicted, Uint16Array.of(0, 0, 0, 1), 2)).toBeCloseTo(0, 12);
});

test("certainty has a bin, and so has no probability at all", () => {
  expect(errorOf([1, 0], Uint16Array.of(1, 0), Uint16Array.of(1, 0), 1)).toBe(0);
  expect(errorOf([0, 0], Uint16Array.of(0), Uint16Array.of(0), 2)).toBe(1);
});
