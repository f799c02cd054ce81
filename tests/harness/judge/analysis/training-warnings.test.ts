import { describe, expect, test } from "vitest";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import type { Warning } from "../../../../harness/judge/analysis/warning.ts";
import type { AnsweredRows } from "../../../fixtures/answers.ts";
import { makePlan, okRecord, type RunFigures, seeded } from "../../../fixtures/records.ts";

const plan = makePlan({
  axes: { optimizer: ["adam", "sgd"] },
  seeds: [1, 2, 3],
  labels: ["World", "Sports", "Tech", "Science"],
});

/** 25 rows of each of four labels; every label is predicted as `given` says. */
function answers(given: (label: number, row: number) => number): AnsweredRows {
  const labels = Array.from({ length: 100 }, (_, row) => Math.floor(row / 25));
  return { labels, predictions: labels.map((label, row) => given(label, row % 25)), classes: 4 };
}

/** What the analysis warns of, in kinds under test; sgd has the given figures, by seed. */
function warningsBy(figures: (seed: number) => RunFigures, kinds = UNDER_TEST): Warning[] {
  const records = plan.cells.map((cell) => {
    const sound = { test: answers((label) => label) };
    return okRecord(
      cell,
      cell.fields.optimizer === "sgd" ? { ...sound, ...figures(cell.experiment.training.seed) } : sound,
    );
  });
  return [...analyze(plan, records, seeded(1)).warnings].filter(({ kind }) => kinds.includes(kind));
}

const UNDER_TEST: readonly string[] = [
  "not-trained",
  "missed-classes",
  "still-improving",
  "validation-and-test-disagree",
];

describe("a training that reached a plateau", () => {
  const halves = { test: answers((label) => Math.min(label, 1)) };

  test("is named with the classes that it does not predict", () => {
    expect(warningsBy(() => halves)).toEqual([
      { kind: "missed-classes", configurations: ["sgd"], classes: ["Tech", "Science"] },
    ]);
  });

  test("is named if it is that of half of the trainings or more", () => {
    expect(warningsBy((seed) => (seed === 1 ? halves : {}))).toEqual([]);
    expect(warningsBy((seed) => (seed === 1 ? {} : halves))).toEqual([
      { kind: "missed-classes", configurations: ["sgd"], classes: ["Tech", "Science"], inSomeRuns: true },
    ]);
  });

  test("at one answer for all texts is not trained", () => {
    const majority = { label: "World", share: 0.25 };
    expect(warningsBy(() => ({ test: answers(() => 0) }))).toEqual([
      { kind: "not-trained", configurations: ["sgd"], majority },
    ]);
    expect(warningsBy((seed) => (seed === 1 ? {} : { test: answers(() => 0) }))).toEqual([
      { kind: "not-trained", configurations: ["sgd"], majority, inSomeRuns: true },
    ]);
  });
});

test("a model that gives every text another label than the majority's misses classes", () => {
  expect(warningsBy(() => ({ test: answers(() => 3) })).map(({ kind }) => kind)).toEqual(["missed-classes"]);
});

test("what has not learned all classes is told what may help, unless it was trained in no epochs", () => {
  const advised = (figures: RunFigures) => warningsBy(() => figures, ["little-learned"]);
  const one = { test: answers(() => 0) };
  const sgd = [{ kind: "little-learned", configurations: ["sgd"], averagesPadding: true }];
  expect(advised(one)).toEqual(sgd);
  expect(advised({ test: answers((label) => Math.min(label, 1)) })).toEqual(sgd);
  expect(advised({ ...one, history: [] })).toEqual([]);
  expect(advised({})).toEqual([]);
});

test("the mean over words is no advice to a model that has it", () => {
  const cells = plan.cells.map((cell) => ({
    ...cell,
    experiment: { ...cell.experiment, model: { ...cell.experiment.model, pooling: "words" as const } },
  }));
  const records = cells.map((cell) => okRecord(cell, { test: answers(() => 0) }));
  const advised = analyze({ ...plan, cells }, records, seeded(1)).warnings.filter(
    ({ kind }) => kind === "little-learned",
  );
  expect(advised).toEqual([{ kind: "little-learned", configurations: ["adam", "sgd"], averagesPadding: false }]);
});

describe("a validation loss", () => {
  const history = (losses: readonly number[]) => ({
    history: losses.map((validationLoss, index) => ({
      epoch: index + 1,
      trainWallMs: 100 * (index + 1),
      loss: 0.4,
      testAccuracy: 0.9,
      validationLoss,
    })),
  });

  test.each<[string, readonly number[], boolean]>([
    ["that fell by 5 % in the last epoch", [0.8, 0.6, 0.57], true],
    ["that fell by less than 1 % in it", [0.8, 0.6, 0.595], false],
    ["that was lower before", [0.8, 0.5, 0.6, 0.57], false],
    ["of two epochs alone", [0.8, 0.6], false],
  ])("%s", (_, losses, isImproving) => {
    const expected = isImproving ? [{ kind: "still-improving", configurations: ["sgd"] }] : [];
    expect(warningsBy(() => history(losses))).toEqual(expected);
  });

  test("that early stopping ended has its reasons", () => {
    const stopped = { epoch: 3, bestEpoch: 3, plannedEpochs: 5, savedSteps: 2 };
    expect(warningsBy(() => ({ ...history([0.8, 0.6, 0.5]), course: { stopped } }))).toEqual([]);
  });
});

test("validation and test rows of the winner that differ beyond chance are named", () => {
  const one = makePlan({ axes: {}, seeds: [1] });
  const rows = (right: number, all: number): AnsweredRows => {
    const labels = Array.from({ length: all }, (_, row) => row % 2);
    return { labels, predictions: labels.map((label, row) => (row < right ? label : 1 - label)) };
  };
  const warningsOf = (validation: AnsweredRows) =>
    analyze(one, [okRecord(one.cells[0]!, { test: rows(320, 400), validation })], seeded(1)).warnings.filter(
      ({ kind }) => kind === "validation-and-test-disagree",
    );
  // sqrt(.9 · .1 / 400 + .8 · .2 / 400) = .025: 90 % is 4 of them away from 80 %, 85 % is 1.9.
  expect(warningsOf(rows(340, 400))).toEqual([]);
  expect(warningsOf(rows(360, 400))).toMatchObject([{ validation: 0.9, test: 0.8 }]);
});
