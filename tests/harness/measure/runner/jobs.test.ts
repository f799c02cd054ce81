import { expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { untrained } from "../../../../harness/measure/phases/sources/untrained.ts";
import { buildPlan } from "../../../../harness/measure/plan.ts";
import { jobsOf } from "../../../../harness/measure/runner/jobs.ts";
import { priceNamed } from "../../../fixtures/records.ts";
import { NAMES } from "../matrix/names.ts";

const DISTILLATION = { name: "distill", teacher: { model: { source: "folder:a" } }, unlabelled: "csv:more.csv" };
/** Two datasets with the same names of labels in another order. */
const AXES = { dataset: ["csv:one.csv", "csv:other.csv"] };

function planned(content: object, code = "code1") {
  const matrix = { name: "m", axes: AXES, seeds: [1, 2], accuracyFloor: { atLeast: 0.8 }, ...content };
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
    code,
    defaultPriceId: (backend) => `maker/${backend}`,
    findPrice: priceNamed,
  });
  const named = (prefix: string) => (key: string) => `${prefix}-${key}`;
  const folders = {
    corpusFolder: named("corpus"),
    trainingFolder: named("training"),
    answersFolder: named("answers"),
    featuresPath: named("features"),
    modelFolder: named("model"),
  };
  return { plan, jobs: jobsOf(plan, folders) };
}

test("a model that was trained elsewhere answers once for all seeds, and anew in the labels of other data", () => {
  const { plan, jobs } = planned({ base: { distillation: DISTILLATION } });
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
  const { plan, jobs } = planned({ base: { distillation: DISTILLATION } });
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

test("features of texts are kept for all data and seeds, by source, threads and code", () => {
  const pathsOf = (code: string) => {
    const base = { model: { source: "folder:a" } };
    const { plan, jobs } = planned({ base, axes: { ...AXES, threads: [1, 2] } }, code);
    expect(plan.cells).toHaveLength(8);
    return plan.cells.map((cell) => jobs.train(cell, "a#1@b", [], null).featuresPath);
  };
  expect(new Set(pathsOf("code1")).size).toBe(2);
  expect(new Set([...pathsOf("code1"), ...pathsOf("code2")]).size).toBe(4);
});

test("rows are laid apart once for all trainings whose workers have the same, and never where all read all", () => {
  const workers = { "training.workers": 2, "training.sync": "round" };
  const { plan, jobs } = planned({
    base: { dataset: "csv:one.csv", trainBackend: "wasm" },
    axes: {},
    include: [
      workers,
      { ...workers, "training.proximal": 0.1, "training.secure": true },
      { ...workers, "training.owners": 0.5 },
      { ...workers, "training.workers": 4, "training.owners": 0.5 },
      { "training.workers": 2 },
    ],
  });
  const of = (owners: number | undefined, count: number) =>
    plan.cells.filter(({ experiment: { training } }) => training.owners === owners && training.workers === count);
  const foldersOf = (cells: typeof plan.cells) => new Set(cells.map((cell) => jobs.shareOut(cell)?.ownersFolder));
  // Two seeds of each: of workers who have every second row, a third pair adds up gradients.
  expect(of(undefined, 2)).toHaveLength(6);
  expect([...foldersOf(of(undefined, 2))].filter((folder) => folder !== undefined)).toHaveLength(1);
  expect(foldersOf(plan.cells).size).toBe(4);
  const [cell] = of(0.5, 4);
  expect(jobs.shareOut(cell!)).toMatchObject({
    workers: 4,
    owners: 0.5,
    corpusFolder: jobs.prepare(cell!).corpusFolder,
  });
  expect(jobs.train(cell!, "a#1@b", [], null)).toMatchObject({ ownersFolder: jobs.shareOut(cell!)!.ownersFolder });
  const alone = plan.cells.filter(({ experiment: { training } }) => training.sync === undefined);
  expect(alone).toHaveLength(4);
  for (const one of alone) expect(jobs.shareOut(one)).toBeNull();
});
