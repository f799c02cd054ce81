import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accuracyOfCounts,
  balancedAccuracyOf,
  classCounts,
  confusionOf,
  f1Of,
  macroF1Of,
  precisionOf,
  recallOf,
} from "../../../../harness/base/statistics/confusion.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

// Ten rows of three classes: 0 is right 4 of 5 times, 1 is right 2 of 3 times, 2 is never found.
const labels = Uint16Array.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
const predicted = Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 0, 0, 1);
const confusion = confusionOf(labels, predicted);
const counts = classCounts(confusion, 3);

test("the confusion matrix lists label, prediction and rows, without zeros", () => {
  expect(confusion).toEqual([
    [0, 0, 4],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 2],
    [2, 0, 1],
    [2, 1, 1],
  ]);
});

describe("scores by class are those of scikit-learn", () => {
  test.each([
    // 4 of 6 predicted as 0 are 0; 4 of 5 are found; 2 · 4 / (5 + 6)
    [0, 4 / 6, 4 / 5, 8 / 11],
    // 2 of 4, 2 of 3, 2 · 2 / (3 + 4)
    [1, 2 / 4, 2 / 3, 4 / 7],
    // Never predicted: no precision, no recall, and an F1 of 0 that counts.
    [2, null, 0, 0],
  ])("class %i", (label, precision, recall, f1) => {
    expect([precisionOf(counts, label), recallOf(counts, label), f1Of(counts, label)]).toEqual([precision, recall, f1]);
  });

  test("macro F1, balanced accuracy and accuracy", () => {
    expect(macroF1Of(counts)).toBeCloseTo((8 / 11 + 4 / 7 + 0) / 3, 12);
    expect(balancedAccuracyOf(counts)).toBeCloseTo((4 / 5 + 2 / 3 + 0) / 3, 12);
    expect(accuracyOfCounts(counts)).toBe(0.6);
  });
});

test("a class that is neither present nor predicted is left out of both means", () => {
  const wider = classCounts(confusion, 5);
  expect([f1Of(wider, 4), recallOf(wider, 4), precisionOf(wider, 4)]).toEqual([null, null, null]);
  expect(macroF1Of(wider)).toBe(macroF1Of(counts));
  expect(balancedAccuracyOf(wider)).toBe(balancedAccuracyOf(counts));
});

test("a class that is predicted but not present lowers macro F1, and leaves balanced accuracy alone", () => {
  const one = classCounts(confusionOf(Uint16Array.of(0, 0), Uint16Array.of(0, 1)), 2);
  // Class 0: 2 · 1 / (2 + 1); class 1: 0.
  expect(macroF1Of(one)).toBeCloseTo(1 / 3, 12);
  expect(balancedAccuracyOf(one)).toBe(0.5);
});

test("labels beyond a byte keep their place", () => {
  expect(confusionOf(Uint16Array.of(9998, 300), Uint16Array.of(300, 300))).toEqual([
    [300, 300, 1],
    [9998, 300, 1],
  ]);
});

test("pairs of a few classes and of many are counted alike", () => {
  holdsForAll(fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 200 }), (rows) => {
    const of = (factor: number) =>
      confusionOf(
        Uint16Array.from(rows, ([label]) => factor * label),
        Uint16Array.from(rows, ([, prediction]) => factor * prediction),
      );
    // Up to 3 or 15,000: too many classes for a counter of each pair.
    expect(of(5000)).toEqual(of(1).map(([label, prediction, count]) => [5000 * label, 5000 * prediction, count]));
  });
});
