import { describe, expect, test } from "vitest";
import { cellResults } from "../../../../harness/judge/analysis/cells.ts";
import {
  detectableBy,
  smallestAccuracyDifference,
  smallestCostFactor,
} from "../../../../harness/judge/analysis/detectable.ts";
import { labelsOf } from "../../../../harness/judge/analysis/labels.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { withSamples } from "../../../fixtures/serving-samples.ts";

describe("the smallest difference of accuracies", () => {
  test("is that of the sign test over the rows that two models answer differently", () => {
    // 5 % of 200 rows are ten, of which the test takes nine of one side; 0.08326 may be wrong: 10 (1 - 2 * 0.08326) / 200.
    expect(smallestAccuracyDifference(200, 0.05)).toBeCloseTo((10 * (1 - 2 * 0.0832599)) / 200, 6);
  });

  test("is never below what six rows show, however alike models have been", () => {
    expect(smallestAccuracyDifference(200, 0)).toBeCloseTo((6 * (1 - 2 * (1 - 0.8 ** (1 / 6)))) / 200, 9);
    expect(smallestAccuracyDifference(5, 0.5)).toBeNull();
  });

  test("shrinks as the square root of the rows", () => {
    const ratio = smallestAccuracyDifference(2000, 0.05)! / smallestAccuracyDifference(200_000, 0.05)!;
    expect(ratio).toBeGreaterThan(9);
    expect(ratio).toBeLessThan(12);
  });
});

describe("the smallest ratio of costs", () => {
  test("is that of the interval of the median over rounds", () => {
    // Six rounds of one comparison must all agree: a chance of 0.0365 the wrong way is 1.7929 standard deviations.
    expect(smallestCostFactor(6, 0.2, 1)).toBeCloseTo(Math.exp(0.2 * 1.7929), 3);
  });

  test("is a tenth at least, since costs within a tenth are called the same", () => {
    expect(smallestCostFactor(30, 0.01, 1)).toBe(1.1);
  });

  test("needs as many rounds as the comparisons do", () => {
    expect(smallestCostFactor(5, 0.1, 1)).toBeNull();
    // 2^(1 - 6) is above 5 % / 2, and 2^(1 - 7) is not.
    expect([smallestCostFactor(6, 0.1, 2), smallestCostFactor(7, 0.1, 2)]).toEqual([null, expect.any(Number)]);
  });
});

describe("a plan", () => {
  const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1] });
  const detectable = (lines: Parameters<typeof cellResults>[1]) =>
    detectableBy(plan, 9, cellResults(plan, lines, labelsOf(plan)));

  test("that has not run takes the test rows of its data and assumptions", () => {
    const { accuracy, cost, power } = detectable([]);
    expect(power).toBe(0.8);
    expect(accuracy).toMatchObject({ testRows: 421, differingShare: 0.05, isAssumed: true });
    expect(cost).toMatchObject({ rounds: 9, spread: 0.1, isAssumed: true });
  });

  test("that has run takes how much its models and rounds differ", () => {
    const right = (wrong: readonly number[]) => Array.from({ length: 100 }, (_, row) => !wrong.includes(row));
    const records = plan.cells.map((cell) =>
      okRecord(cell, { correct: cell.fields.quantization === "a" ? right([0, 1]) : right([1, 2, 3]) }),
    );
    // b costs e^0.1, e^0.2, … e^0.9 times as much: a median of 0.5, and deviations of 0, 0.1, 0.1, 0.2, 0.2, … of which 0.2 is the middle.
    const lines = withSamples(records, {
      rounds: 9,
      costs: ({ experiment }, round) => (experiment.id === records[1]!.experiment.id ? Math.exp(round / 10) : 1),
    });
    const { accuracy, cost } = detectable(lines);
    // Rows 0, 2 and 3.
    expect(accuracy).toMatchObject({ testRows: 100, differingShare: 0.03, isAssumed: false });
    expect(cost!.isAssumed).toBe(false);
    expect(cost!.spread).toBeCloseTo(1.4826 * 0.2, 9);
  });

  test("of several scenarios takes how much costs of one differ: between two, nothing is compared", () => {
    const axes = { "serving.scenario": ["http", "offline"], quantization: ["a", "b"] };
    const both = makePlan({ axes, seeds: [1] });
    // offline costs e^0.1, e^0.2, … times as much, with either quantization.
    const lines = withSamples(
      both.cells.map((cell) => okRecord(cell)),
      {
        rounds: 9,
        costs: ({ experiment }, round) => (experiment.serving.scenario === "offline" ? Math.exp(round / 10) : 1),
      },
    );
    const { cost } = detectableBy(both, 9, cellResults(both, lines, labelsOf(both)));
    expect(cost).toMatchObject({ spread: 0, isAssumed: false });
  });

  test("of several datasets takes the test rows of the baseline's", () => {
    const axes = { dataset: ["csv:small.csv", "brown-press"] };
    const made = makePlan({ axes, seeds: [1], baseline: { dataset: "brown-press" } });
    const [small, press] = made.cells;
    const rowCounts = { train: 20, test: 5 };
    const both = {
      ...made,
      datasets: [{ ...made.datasets[0]!, id: small!.experiment.dataset, rowCounts }, ...made.datasets],
    };
    const rowsBy = (lines: Parameters<typeof cellResults>[1]) =>
      detectableBy(both, 9, cellResults(both, lines, labelsOf(both))).accuracy.testRows;
    expect(rowsBy([])).toBe(421);
    const right = (rows: number) => ({ correct: Array.from({ length: rows }, () => true) });
    expect(rowsBy([okRecord(small!, right(5)), okRecord(press!, right(400))])).toBe(400);
  });

  test("of one configuration, or without rounds, compares no costs", () => {
    expect(detectableBy(plan, 0, []).cost).toBeNull();
    expect(detectableBy(makePlan({ axes: {}, seeds: [1, 2] }), 9, []).cost).toBeNull();
  });
});
