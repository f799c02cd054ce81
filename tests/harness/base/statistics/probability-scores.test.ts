import { expect, test } from "vitest";
import {
  calibrationErrorOf,
  probabilityBins,
  squaredDistances,
} from "../../../../harness/base/statistics/probability-scores.ts";

test("the distance of two classes is that of the second label's probability", () => {
  // (0.9 - 1)² and (0.2 - 0)²
  const distances = squaredDistances([0.9, 0.2], Uint16Array.of(1, 0), 1);
  expect([...distances]).toEqual([expect.closeTo(0.01, 12), expect.closeTo(0.04, 12)]);
});

test("with more classes it is summed over them", () => {
  // (0.7 - 1)² + 0.2² + 0.1² = 0.14; 0.5² + 0.5² + 1² = 1.5
  const distances = squaredDistances([0.7, 0.2, 0.1, 0.5, 0.5, 0], Uint16Array.of(0, 2), 3);
  expect([...distances]).toEqual([expect.closeTo(0.14, 12), expect.closeTo(1.5, 12)]);
});

test("a probability that is no finite number shows in its row alone", () => {
  const distances = squaredDistances([0.5, Number.NaN, 0.5, Number.POSITIVE_INFINITY], Uint16Array.of(0, 0, 0, 0), 1);
  expect([...distances].map(Number.isFinite)).toEqual([true, false, true, false]);
});

const errorOf = (...rows: Parameters<typeof probabilityBins>) => calibrationErrorOf(probabilityBins(...rows));

test("rows are binned by the probability of what was predicted", () => {
  // .9 and .9 are in the bin from 13/15 to 14/15, one of them right; .7 is in that from 10/15 to 11/15, and right.
  const bins = probabilityBins([0.9, 0.9, 0.7], Uint16Array.of(1, 1, 0), Uint16Array.of(1, 0, 0));
  expect(bins.map(({ confidence: _, ...counts }) => counts)).toEqual([
    { bin: 10, rows: 1, right: 1 },
    { bin: 13, rows: 2, right: 1 },
  ]);
  expect(bins.map(({ confidence }) => confidence)).toEqual([expect.closeTo(0.7, 12), expect.closeTo(0.9, 12)]);
});

test("the calibration error is the weighted difference of accuracy and probability in each bin", () => {
  // Confidences .9, .9 (one right: |1 - 1.8| = .8) and .7 (right: .3). (.8 + .3) / 3
  expect(errorOf([0.9, 0.9, 0.7], Uint16Array.of(1, 1, 0), Uint16Array.of(1, 0, 0))).toBeCloseTo(1.1 / 3, 12);
});

test("a model that is as sure as it is right has none", () => {
  // Four rows at .75, three of them right.
  const predicted = Uint16Array.of(0, 0, 0, 0);
  expect(errorOf([0.75, 0.75, 0.75, 0.75], predicted, Uint16Array.of(0, 0, 0, 1))).toBeCloseTo(0, 12);
});

test("certainty has a bin, and so has no probability at all", () => {
  expect(errorOf([1, 1], Uint16Array.of(1, 0), Uint16Array.of(1, 0))).toBe(0);
  expect(errorOf([0], Uint16Array.of(0), Uint16Array.of(0))).toBe(1);
});
