import { describe, expect, test } from "vitest";
import { faultsOf, majorityAnswer } from "../../../../harness/judge/quality/usefulness.ts";
import { type AnsweredRows, answers } from "../../../fixtures/answers.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const { cells } = makePlan({ axes: {}, seeds: [1, 2, 3, 4] });

const runsWith = (...all: readonly AnsweredRows[]) => all.map((test_, seed) => okRun(cells[seed]!, { test: test_ }));
const CONSTANT = answers([0, 0, 955], [1, 0, 45]);
const SOUND = answers([0, 0, 950], [0, 1, 5], [1, 1, 30], [1, 0, 15]);

test("the majority's answer is the most frequent label of the test rows, with its share", () => {
  expect(majorityAnswer(runsWith(SOUND)[0]!)).toEqual({ label: 0, share: 0.955 });
});

describe("a model", () => {
  test.each<[string, AnsweredRows, { isBelowMajority: boolean; isChance: boolean; neverPredicted: number[] }]>([
    ["that finds two thirds of a rare class", SOUND, { isBelowMajority: false, isChance: false, neverPredicted: [] }],
    [
      "that never gives the rare label, at 95.5 % accuracy",
      CONSTANT,
      { isBelowMajority: true, isChance: true, neverPredicted: [1] },
    ],
    [
      "that gives it, and is right less often than the majority alone",
      answers([0, 0, 900], [0, 1, 55], [1, 1, 30], [1, 0, 15]),
      { isBelowMajority: true, isChance: false, neverPredicted: [] },
    ],
    [
      // 208 of 400 are right; chance gets 200 with a deviation of 10, so that this is not beyond 1.645 of them.
      "of two equal classes that is right by less than chance explains",
      answers([0, 0, 104], [0, 1, 96], [1, 1, 104], [1, 0, 96]),
      { isBelowMajority: false, isChance: true, neverPredicted: [] },
    ],
    [
      "of two equal classes that is right by more than chance explains",
      answers([0, 0, 120], [0, 1, 80], [1, 1, 120], [1, 0, 80]),
      { isBelowMajority: false, isChance: false, neverPredicted: [] },
    ],
    [
      "that misses a class of four test rows, which may be chance",
      answers([0, 0, 50], [1, 1, 46], [2, 0, 4]),
      { isBelowMajority: false, isChance: false, neverPredicted: [] },
    ],
    [
      "that misses a class of five test rows",
      answers([0, 0, 50], [1, 1, 45], [2, 0, 5]),
      { isBelowMajority: false, isChance: false, neverPredicted: [2] },
    ],
  ])("%s", (_, rows, faults) => {
    expect(faultsOf(runsWith(rows))).toMatchObject(faults);
  });
});

test("half of the trainings are enough for a fault, and fewer are not", () => {
  const fault = { isBelowMajority: true, isChance: true, neverPredicted: [1] };
  expect(faultsOf(runsWith(SOUND, CONSTANT))).toMatchObject(fault);
  expect(faultsOf(runsWith(SOUND, SOUND, CONSTANT))).toMatchObject({
    isBelowMajority: false,
    isChance: false,
    neverPredicted: [],
  });
});

test("test rows of one class show no faults", () => {
  expect(faultsOf(runsWith(answers([0, 0, 50])))).toMatchObject({
    isBelowMajority: false,
    isChance: false,
    neverPredicted: [],
  });
});

test("records that do not count by class show no faults", () => {
  expect(faultsOf([okRun(cells[0]!)])).toBeNull();
  expect(majorityAnswer(okRun(cells[0]!))).toBeNull();
});

test("a fault of two runs of three says that it is of two", () => {
  expect(faultsOf(runsWith(CONSTANT, SOUND, CONSTANT))).toMatchObject({ neverPredicted: [1], faulty: 2, runs: 3 });
});

test("labels that different trainings miss are not said to be missed together", () => {
  const onlyFirst = answers([0, 0, 10], [1, 0, 10], [2, 0, 10], [3, 0, 10]);
  const onlySecond = answers([0, 1, 10], [1, 1, 10], [2, 1, 10], [3, 1, 10]);
  expect(faultsOf(runsWith(onlyFirst, onlySecond))).toMatchObject({ neverPredicted: [2, 3], faulty: 2, runs: 2 });
  const [onlyNegative, onlyPositive] = [answers([0, 0, 20], [1, 0, 20]), answers([0, 1, 20], [1, 1, 20])];
  expect(faultsOf(runsWith(onlyNegative, onlyPositive))).toMatchObject({ neverPredicted: [0], faulty: 1, runs: 2 });
});
