import { expect, test } from "vitest";
import { shareInterval } from "../../../../harness/base/statistics/share-interval.ts";
import { finishedRuns } from "../../../../harness/judge/analysis/cells.ts";
import { weakestClass } from "../../../../harness/judge/analysis/weakest-class.ts";
import { analyzed, named } from "../../../fixtures/analyses.ts";
import { type AnsweredRows, answers } from "../../../fixtures/answers.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

const LABELS = ["ham", "spam"];

/** Ten rows of either class, of which so many are found. */
const found = (ham: number, spam: number): AnsweredRows =>
  answers([0, 0, ham], [0, 1, 10 - ham], [1, 1, spam], [1, 0, 10 - spam]);

/** Runs of the baseline, float32, and of int8, each with a seed for each of its answers. */
function runsOf(float32: readonly AnsweredRows[], int8: readonly AnsweredRows[]) {
  const plan = makePlan({
    axes: { quantization: ["float32", "int8"] },
    labels: LABELS,
    seeds: float32.map((_, index) => index + 1),
  });
  const analysis = analyzed(
    plan,
    plan.cells.map((cell) => {
      const own = cell.fields.quantization === "int8" ? int8 : float32;
      return okRecord(cell, { test: own[cell.experiment.training.seed - 1]! });
    }),
  );
  const of = (label: string) => finishedRuns(named(analysis, label).cells);
  return [of("int8"), of("float32")] as const;
}

test("the class with the lowest recall over all runs, and the one whose texts are wrong most often", () => {
  const [runs] = runsOf([found(9, 9), found(9, 9)], [found(9, 7), found(9, 5)]);
  // Of 20 rows of spam 12 are found, and 2 of ham are taken for it; of ham are 18 of the 26 that are given it.
  expect(weakestClass(runs, [], LABELS)).toMatchObject({
    label: "spam",
    rows: 10,
    recall: 12 / 20,
    precision: 12 / 14,
    leastPrecise: { label: "ham", precision: 18 / 26 },
    difference: null,
  });
});

test("of a single training, the interval is that of its rows", () => {
  const [runs] = runsOf([found(10, 9)], [found(10, 7)]);
  // 0.7 x 0.3 / 9 is the squared error of a mean of ten rows: as of nine independent ones.
  const { low, high } = shareInterval(0.7 * 9, 9);
  const { interval } = weakestClass(runs, [], LABELS)!;
  expect(interval).toEqual({ low: expect.closeTo(low, 9), high: expect.closeTo(high, 9) });
});

test("what it loses against the baseline's runs of the same seeds", () => {
  const [runs, baseline] = runsOf([found(9, 9), found(9, 8)], [found(9, 7), found(9, 5)]);
  // Two rows of ten in the first, three in the second.
  const { value, interval } = weakestClass(runs, baseline, LABELS)!.difference!;
  expect(value).toBeCloseTo(-0.25, 9);
  expect(interval.low).toBeLessThan(-0.25);
  expect(interval.high).toBeGreaterThan(-0.25);
});

test("of classes that are found as often, the one whose texts are wrong more often; none without counts", () => {
  const [runs] = runsOf([found(8, 8)], [answers([0, 0, 5], [0, 1, 5], [1, 1, 2], [1, 0, 2])]);
  // Half of either; of spam are 2 of 7 that are given it, of ham 5 of 7.
  expect(weakestClass(runs, [], LABELS)).toMatchObject({ label: "spam", recall: 0.5, leastPrecise: null });
  expect(weakestClass([], [], LABELS)).toBeNull();
});
