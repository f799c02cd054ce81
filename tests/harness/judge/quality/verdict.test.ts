import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { standardNormal } from "../../../../harness/base/statistics/standard-normal.ts";
import type { PlannedCell, QualityRule } from "../../../../harness/contract/index.ts";
import { type JudgedRuns, judgeRule } from "../../../../harness/judge/quality/verdict.ts";
import type { AnsweredRows } from "../../../fixtures/answers.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

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

/** A configuration of one run that is wrong in some validation rows, beside a baseline that is wrong in the first tenth. */
function judged(
  isWrong: (row: number) => boolean,
  { rows = ROWS, ...more }: Partial<JudgedRuns> & { readonly rows?: number } = {},
) {
  const first = ({ labels: all, predictions }: AnsweredRows) => ({
    labels: all.slice(0, rows),
    predictions: predictions.slice(0, rows),
  });
  const run = okRun(cell!, { validation: first(wrongIn(isWrong)) });
  const twin = okRun(baselineCell!, { validation: first(wrongIn((row) => row < rows / 10)) });
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
  return judgeRule(input)!;
}

describe("within a point of the baseline", () => {
  test("equal answers on 400 rows are shown to be, and on 40 they are not", () => {
    // Nothing differs, but 1.645² unseen errors: sqrt(2.7) / 400 = .0041, at worst 1.645 of these.
    const seen = judged((row) => row < 40);
    expect(seen).toMatchObject({ verdict: "met", value: 0, rows: 400 });
    expect(seen.standardError).toBeCloseTo(1.645 / 400, 6);
    expect(seen.bound).toBeCloseTo(-(1.645 ** 2) / 400, 4);
    // 1.645² / 40 = 6.8 points
    const few = judged((row) => row < 4, { rows: 40 });
    expect(few.verdict).toBe("not-shown");
    expect(few.bound).toBeCloseTo(-(1.645 ** 2) / 40, 2);
    expect(few.rowsNeeded! / (1.645 ** 2 / 0.01)).toBeCloseTo(1, 0);
  });

  test("the baseline's own model on another runtime is the same model, however few the rows", () => {
    const [onnx, wasm] = makePlan({ axes: { serveBackend: ["onnx", "wasm"] }, seeds: [1] }).cells;
    const few = (wrong: number) => ({
      labels: labels.slice(0, 40),
      predictions: wrongIn((row) => row < wrong).predictions.slice(0, 40),
    });
    const judgedOn = (wrong: number, trainRun: string) =>
      judgeRule({
        rule: WITHIN,
        labels: ["no", "yes"],
        side: "validation",
        runs: [okRun(wasm!, { validation: few(wrong), trainRun })],
        twinOf: () => okRun(onnx!, { validation: few(4), trainRun: "one" }),
        pooled: null,
        comparisons: 1,
      });
    expect(judgedOn(4, "one")).toMatchObject({ verdict: "met", standardError: 0 });
    expect(judgedOn(5, "one")!.verdict).toBe("not-shown");
    expect(judgedOn(4, "another")!.verdict).toBe("not-shown");
  });

  test("two more mistakes in 400 rows are not shown to be", () => {
    // -2/400 with sqrt(2 + 2.7) / 400 = .0054: at worst -.0139
    const { verdict, value, bound } = judged((row) => row < 42);
    expect({ verdict, value }).toEqual({ verdict: "not-shown", value: expect.closeTo(-0.005, 12) });
    expect(bound).toBeCloseTo(-0.0139, 3);
  });

  test("as many other mistakes are not shown to be, and need many more rows", () => {
    // 40 rows each way: a difference of 0 with a standard error of sqrt(80 + 2.7) / 400 = .0227, at worst -.0375.
    const seen = judged((row) => row >= 40 && row < 80);
    expect(seen).toMatchObject({ verdict: "not-shown", value: 0, required: -0.01, seedsNeeded: null });
    expect(seen.standardError).toBeCloseTo(0.0227, 3);
    // 400 · (.0375 / .01)²
    expect(seen.rowsNeeded! / (400 * 3.75 ** 2)).toBeCloseTo(1, 1);
  });

  test("twenty more mistakes are shown not to be", () => {
    // -.05 with a standard error of sqrt(20 + 2.7) / 400 = .0119: at best -.0304.
    expect(judged((row) => row < 60)).toMatchObject({ verdict: "missed", rowsNeeded: null });
  });

  test("a configuration on the wrong side by chance is neither, and no number of rows would help", () => {
    // -6/400 = -.015 with a standard error of sqrt(46) / 400 = .017
    expect(judged((row) => row < 20 || (row >= 40 && row < 66))).toMatchObject({
      verdict: "not-shown",
      rowsNeeded: null,
      seedsNeeded: null,
    });
  });

  test("more must be shown of each of many configurations", () => {
    const isWrong = (row: number) => row < 40;
    expect(judged(isWrong, { comparisons: 10 }).bound).toBeLessThan(judged(isWrong).bound);
    // 1 - .05 / 1000 is 3.9 standard errors: 3.9 · 1.645 / 400 = .016
    expect(judged(isWrong, { comparisons: 1000 }).verdict).toBe("not-shown");
  });
});

describe("trainings", () => {
  const seeds = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1, 2, 3, 4, 5], repeats: 2 }).cells;
  const isOf = (scheme: string) => seeds.filter(({ fields }) => fields.quantization === scheme);
  /** Runs of b, `worse(seed)` rows worse than their twins of a, each repeat alike. */
  function judgedSeeds(worse: (seed: number) => number, chosen: (cell: PlannedCell) => boolean, hasTwin = chosen) {
    const runs = isOf("b").filter(chosen);
    return judgeRule({
      rule: WITHIN,
      labels: ["no", "yes"],
      side: "validation",
      runs: runs.map((one) =>
        okRun(one, { validation: wrongIn((row) => row < 40 + worse(one.experiment.training.seed)) }),
      ),
      twinOf: ({ experiment, repeat }) => {
        const twin = isOf("a").find(
          (one) => one.experiment.training.seed === experiment.training.seed && one.repeat === repeat && hasTwin(one),
        );
        return twin && okRun(twin, { validation: wrongIn((row) => row < 40) });
      },
      pooled: { value: 0, required: -0.01 },
      comparisons: 1,
    })!;
  }
  const first = ({ repeat }: PlannedCell) => repeat === 1;

  test("that differ are known the less, the fewer they are", () => {
    const uneven = (seed: number) => (seed % 2 === 0 ? 8 : 0);
    const [two, five] = [2, 5].map((most) =>
      judgedSeeds(uneven, (one) => first(one) && one.experiment.training.seed <= most),
    );
    // Two seeds at 0 and -2 points: about one degree of freedom, and 6.3 errors of a point.
    expect(two!.bound).toBeLessThan(-0.05);
    expect(five!.bound).toBeGreaterThan(-0.03);
  });

  test("of one seed are one, however often it is repeated", () => {
    const uneven = (seed: number) => 3 * (seed % 2);
    const once = judgedSeeds(uneven, first);
    const twice = judgedSeeds(uneven, () => true);
    expect(twice).toMatchObject({ value: expect.closeTo(once.value, 12) });
    expect(twice.standardError! / once.standardError!).toBeGreaterThan(0.95);
  });

  test("without a twin are left out, and the others still decide by their rows", () => {
    const all = judgedSeeds(() => 2, first);
    const without = judgedSeeds(
      () => 2,
      first,
      (one) => first(one) && one.experiment.training.seed !== 3,
    );
    expect(without.standardError).not.toBeNull();
    expect(without.verdict).toBe(all.verdict);
  });

  test("are what is missing where more rows alone would not do", () => {
    const seen = judgedSeeds((seed) => (seed === 1 ? 16 : -12), first);
    expect(seen).toMatchObject({ verdict: "not-shown", rowsNeeded: null });
    expect(seen.seedsNeeded).toBeGreaterThan(5);
  });
});

test("what is just not good enough is hardly ever called so", () => {
  // The true loss is one point, and a seed's own luck a point and a half.
  const random = randomStream(1, "level");
  const rows = 1000;
  const truth = Array.from({ length: rows }, (_, row) => row % 2);
  const cells = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1, 2, 3] }).cells;
  const [a, b] = ["a", "b"].map((scheme) => cells.filter(({ fields }) => fields.quantization === scheme));
  let met = 0;
  const trials = 200;
  for (let trial = 0; trial < trials; trial += 1) {
    const answered = (wrong: (row: number) => boolean) => ({
      labels: truth,
      predictions: truth.map((label, row) => (wrong(row) ? 1 - label : label)),
    });
    const isHard = truth.map(() => random.nextFloat64() < 0.1);
    const twins = a!.map((one) => okRun(one, { validation: answered((row) => isHard[row]!) }));
    const runs = b!.map((one) => {
      const loss = 0.01 + 0.015 * standardNormal(random);
      const isTurned = (row: number) => random.nextFloat64() < (isHard[row]! ? -loss / 0.1 : loss / 0.9);
      return okRun(one, { validation: answered((row) => isHard[row]! !== isTurned(row)) });
    });
    const verdict = judgeRule({
      rule: WITHIN,
      labels: ["no", "yes"],
      side: "validation",
      runs,
      twinOf: ({ experiment }) => twins[experiment.training.seed - 1],
      pooled: null,
      comparisons: 1,
    });
    if (verdict!.verdict === "met") met += 1;
  }
  // Nominally 5 %, which 200 trials show to about a point and a half.
  expect(met / trials).toBeLessThanOrEqual(0.08);
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

test("of few rows of a class, its recall is at worst 0 and at best 1, and its difference at worst -1", () => {
  // Rows 1, 3, 5 and 7 are "yes". Of one in four the squared error is .25 x .75 / 3, and 1.645 unseen errors in four rows add .41²:
  // 1.8 standard errors of .48 are more than .25, and of three in four more than what is left to 1.
  const recall = { figure: "recall", label: "yes" } as const;
  const one = judged((row) => row < 6, { rows: 8, rule: { ...recall, atLeast: 0.3 } });
  expect(one).toMatchObject({ verdict: "not-shown", value: 0.25, bound: 0 });
  const three = judged((row) => row < 2, { rows: 8, rule: { ...recall, atLeast: 0.3 } });
  expect(three).toMatchObject({ value: 0.75, atBest: 1 });
  const none = judged(() => true, { rows: 8, rule: { ...recall, withinPoints: 10 } });
  expect(none).toMatchObject({ value: -1, bound: -1 });
});

test("the standard error of a class' recall is that of its own rows", () => {
  const rule: QualityRule = { figure: "recall", label: "yes", atLeast: 0.8 };
  // sqrt((.9 · .1 · 200 + 2.7) / 200²) = .0228
  expect(judged((row) => row < 40, { rule, twinOf: () => undefined }).standardError).toBeCloseTo(0.0228, 3);
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
