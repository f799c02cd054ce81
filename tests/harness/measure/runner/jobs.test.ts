import { expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { untrained } from "../../../../harness/measure/phases/sources/untrained.ts";
import { buildPlan } from "../../../../harness/measure/plan.ts";
import { jobsOf } from "../../../../harness/measure/runner/jobs.ts";
import { priceNamed } from "../../../fixtures/records.ts";
import { NAMES } from "../matrix/names.ts";

/** Students of two datasets with the same names of labels in another order, taught by one model that was trained elsewhere. */
function plannedStudents() {
  const distillation = { name: "distill", teacher: { model: { source: "folder:a" } }, unlabelled: "csv:more.csv" };
  const matrix = {
    name: "m",
    base: { distillation },
    axes: { dataset: ["csv:one.csv", "csv:other.csv"] },
    seeds: [1, 2],
    accuracyFloor: { atLeast: 0.8 },
  };
  const rowCounts = { train: 80, test: 20 };
  const plan = buildPlan({
    matrix: parseMatrix(JSON.stringify(matrix), "m.json", NAMES),
    datasets: new Map([
      ["csv:one.csv", { id: "one@1", labels: ["tech", "business"], rowCounts }],
      ["csv:other.csv", { id: "other@1", labels: ["business", "tech"], rowCounts }],
      ["csv:more.csv", { id: "more@1", labels: ["tech"], rowCounts }],
    ]),
    sources: new Map([["folder:a", { id: "folder:a@1", isPretrained: true }]]),
    changesTraining: NAMES.changesTraining,
    distillationOf: NAMES.distillationOf,
    code: "code1",
    defaultPriceId: (backend) => `maker/${backend}`,
    findPrice: priceNamed,
  });
  const [corpusFolder, trainingFolder, answersFolder, modelFolder] = ["corpus-", "", "answers-", "model-"].map(
    (prefix) => (key: string) => `${prefix}${key}`,
  ) as [(key: string) => string, (key: string) => string, (key: string) => string, (key: string) => string];
  return { plan, jobs: jobsOf(plan, { corpusFolder, trainingFolder, answersFolder, modelFolder }) };
}

test("a model that was trained elsewhere answers once for all seeds, and anew in the labels of other data", () => {
  const { plan, jobs } = plannedStudents();
  const keysOf = (asked: "training" | "unlabelled") =>
    plan.cells.flatMap((cell) =>
      jobs
        .answers(cell)
        .filter(({ job: { texts } }) => "spec" in texts === (asked === "unlabelled"))
        .map(({ key }) => ({ key, dataset: cell.experiment.dataset })),
    );
  for (const asked of ["training", "unlabelled"] as const) {
    const keys = keysOf(asked);
    // Two teachers for each of two seeds of two datasets.
    expect(keys).toHaveLength(8);
    expect(new Set(keys.map(({ key, dataset }) => `${dataset} ${key}`)).size).toBe(2);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(2);
  }
});

test("answers that two teachers share have cost once", () => {
  const { plan, jobs } = plannedStudents();
  const [cell] = plan.cells;
  const report = { answersWallMs: 10, processWallMs: 100 };
  const answers = new Map(jobs.answers(cell!).map(({ key }) => [key, report]));
  const trained = untrained({ trainRun: "a#1@b" });
  // To the training rows and to the unlabelled texts.
  expect(jobs.train(cell!, "c#1@d", [trained, trained], answers).teaching?.asking).toEqual({
    answersWallMs: 20,
    processWallMs: 200,
  });
  expect(jobs.train(cell!, "sample", [trained, trained], null).teaching).not.toHaveProperty("asking");
});
