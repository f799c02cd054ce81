import { expect, test } from "vitest";
import { classScores } from "../../../../harness/judge/quality/class-scores.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const { cells } = makePlan({ axes: {}, seeds: [1, 2] });

test("the rows of all runs are added up, and each class is spread over what it was taken for", () => {
  const runs = [
    okRun(cells[0]!, { test: { labels: [0, 0, 1, 1], predictions: [0, 1, 1, 1] } }),
    okRun(cells[1]!, { test: { labels: [0, 0, 1, 1], predictions: [0, 0, 1, 0] } }),
  ];
  expect(classScores(runs, ["a", "b"])).toEqual([
    // 3 of the 4 given "a" have it, 3 of its 4 rows were found.
    { label: "a", rows: 2, precision: 0.75, recall: 0.75, f1: 0.75, takenFor: [0.75, 0.25] },
    { label: "b", rows: 2, precision: 0.75, recall: 0.75, f1: 0.75, takenFor: [0.25, 0.75] },
  ]);
});

test("a class without test rows has nothing to be taken for", () => {
  const run = okRun(cells[0]!, { test: { labels: [0, 0], predictions: [0, 0], classes: 2 } });
  expect(classScores([run], ["a", "b"])![1]).toEqual({
    label: "b",
    rows: 0,
    precision: null,
    recall: null,
    f1: null,
    takenFor: null,
  });
});

test("records that do not count by class, and more classes than are read, give none", () => {
  expect(classScores([okRun(cells[0]!)], ["a", "b"])).toBeNull();
  const many = Array.from({ length: 501 }, (_, label) => String(label));
  expect(classScores([okRun(cells[0]!, { test: { labels: [0], predictions: [0], classes: 501 } })], many)).toBeNull();
});
