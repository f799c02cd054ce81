import { describe, expect, test } from "vitest";
import type { QualityRule } from "../../../../harness/contract/index.ts";
import { type JudgedRuns, judgeRule } from "../../../../harness/judge/quality/verdict.ts";
import { makePlan, okRun, seeded } from "../../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1] });
const [baselineCell, cell] = plan.cells;
const ROWS = 400;
/** Half of each label; the rows that are wrong come first. */
const labels = Array.from({ length: ROWS }, (_, row) => row % 2);
const wrongIn = (isWrong: (row: number) => boolean) => ({
  labels,
  predictions: labels.map((label, row) => (isWrong(row) ? 1 - label : label)),
});

const WITHIN: QualityRule = { figure: "accuracy", label: null, withinPoints: 1 };

/** A configuration of one run that is wrong in some validation rows, beside a baseline that is wrong in the first 40. */
function judged(isWrong: (row: number) => boolean, more: Partial<JudgedRuns> = {}) {
  const run = okRun(cell!, { validation: wrongIn(isWrong) });
  const twin = okRun(baselineCell!, { validation: wrongIn((row) => row < 40) });
  const input: JudgedRuns = {
    rule: WITHIN,
    labels: ["no", "yes"],
    side: "validation",
    runs: [run],
    twinOf: () => twin,
    pooled: null,
    comparisons: 1,
    ...more,
  };
  return judgeRule(input, seeded(1))!;
}

describe("within a point of the baseline", () => {
  test("equal answers are shown to be, without any doubt", () => {
    expect(judged((row) => row < 40)).toMatchObject({
      verdict: "met",
      value: 0,
      standardError: 0,
      bound: 0,
      rows: 400,
    });
  });

  test("one more mistake in 400 rows is", () => {
    // -1/400 with a standard error of 1/400: at worst -.0025 - 1.645 · .0025 = -.0066
    const { verdict, value, bound } = judged((row) => row < 41);
    expect({ verdict, value }).toEqual({ verdict: "met", value: expect.closeTo(-0.0025, 12) });
    expect(bound).toBeCloseTo(-0.0066, 3);
  });

  test("as many other mistakes are not shown to be", () => {
    // 40 rows each way: a difference of 0 with a standard error of sqrt(80) / 400 = .0224, at worst -.0368.
    const seen = judged((row) => row >= 40 && row < 80);
    expect(seen).toMatchObject({ verdict: "not-shown", value: 0, required: -0.01 });
    expect(seen.standardError).toBeCloseTo(0.0224, 3);
    // 400 · (.0368 / .01)²
    expect(seen.rowsNeeded! / (400 * 3.68 ** 2)).toBeCloseTo(1, 1);
  });

  test("twenty more mistakes are shown not to be", () => {
    // -.05 with a standard error of sqrt(20) / 400 = .0112: at best -.0316.
    expect(judged((row) => row < 60)).toMatchObject({ verdict: "missed", rowsNeeded: null });
  });

  test("a configuration on the wrong side by chance is neither, and no number of rows would help", () => {
    // -6/400 = -.015 with a standard error of sqrt(46) / 400 = .017
    expect(judged((row) => row < 20 || (row >= 40 && row < 66))).toMatchObject({
      verdict: "not-shown",
      rowsNeeded: null,
    });
  });

  test("more must be shown of each of many configurations", () => {
    const isWrong = (row: number) => row < 41;
    expect(judged(isWrong, { comparisons: 10 }).bound).toBeLessThan(judged(isWrong).bound);
    // 1 - .05 / 1000 is 3.89 standard errors: -.0025 - 3.89 · .0025 = -.0122
    expect(judged(isWrong, { comparisons: 1000 }).verdict).toBe("not-shown");
  });
});

test.each<[QualityRule, number]>([
  // 360 of 400 are right.
  [{ figure: "accuracy", label: null, atLeast: 0.85 }, 0.9],
  // Of 200 rows of each label, 20 are wrong.
  [{ figure: "recall", label: "yes", atLeast: 0.8 }, 0.9],
  [{ figure: "precision", label: "no", atLeast: 0.8 }, 0.9],
  [{ figure: "f1", label: "yes", atLeast: 0.8 }, 0.9],
  [{ figure: "macroF1", label: null, atLeast: 0.8 }, 0.9],
  [{ figure: "balancedAccuracy", label: null, atLeast: 0.8 }, 0.9],
])("%j is about the figure itself", (rule, value) => {
  const seen = judged((row) => row < 40, { rule, twinOf: () => undefined });
  expect(seen).toMatchObject({ verdict: "met", value: expect.closeTo(value, 12) });
});

test("the standard error of a class' recall is that of its own rows", () => {
  const rule: QualityRule = { figure: "recall", label: "yes", atLeast: 0.8 };
  // sqrt(.9 · .1 / 200) = .0212
  expect(judged((row) => row < 40, { rule, twinOf: () => undefined }).standardError).toBeCloseTo(0.0212, 2);
});

describe("records that keep no rows", () => {
  const runs = [okRun(cell!)];
  test("are judged by their pooled figures alone", () => {
    const pooled = { value: -0.01, required: -0.01 };
    expect(judged(() => false, { runs, pooled })).toMatchObject({ verdict: "met", standardError: null, bound: -0.01 });
    expect(judged(() => false, { runs, pooled: { ...pooled, value: -0.011 } }).verdict).toBe("missed");
  });

  test("and by nothing where there are none", () => {
    expect(judged(() => false, { runs })).toBeNull();
  });
});
