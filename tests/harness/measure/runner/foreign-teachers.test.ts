import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataset } from "../../../../data/registry.ts";
import { knownSources } from "../../../../experiments/known-sources.io.ts";
import { matrixNames } from "../../../../experiments/matrix-names.ts";
import type { OkRecord } from "../../../../harness/contract/index.ts";
import { trainingKey } from "../../../../harness/measure/artifact-keys.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { readAnswerReport } from "../../../../harness/measure/phases/answers-folder.io.ts";
import { readTrainingReport } from "../../../../harness/measure/phases/training-folder.io.ts";
import { buildPlan, datasetSpecs, unlabelledSpecs } from "../../../../harness/measure/plan.ts";
import { phasesHere, runHere } from "../../../fixtures/phases.ts";
import { priceNamed } from "../../../fixtures/records.ts";

const folder = await mkdtemp(join(tmpdir(), "pricewar-teachers-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of 60 rows, 12 are test rows and 5 are held back: 43 are left to train on, of which 20 are used. */
const BASE = {
  dataset: "synthetic:rows=60,words=40,length=6",
  model: { vocabulary: 30, maxLength: 8, embedding: 2, hidden: [2] },
  training: { rows: 20 },
  backend: "javascript",
  batchSize: 16,
  epochs: 2,
};
const MORE = "synthetic:rows=20,words=40,length=6,seed=9";

/** Runs a matrix in this process. */
async function run(name: string, distillations: readonly object[]) {
  const text = JSON.stringify({
    name,
    base: BASE,
    axes: { distillation: distillations },
    accuracyFloor: { atLeast: 0 },
  });
  const names = await matrixNames();
  const matrix = parseMatrix(text, "m.json", names);
  const open = (spec: string) => openDataset(spec, { baseFolder: folder });
  const specs = [...datasetSpecs(matrix), ...unlabelledSpecs(matrix, names.distillationOf)];
  const { changesTraining, distillationOf } = names;
  const plan = buildPlan({
    changesTraining,
    distillationOf,
    matrix,
    datasets: new Map(await Promise.all(specs.map(async (spec) => [spec, await open(spec)] as const))),
    sources: await knownSources(matrix, names),
    code: "c0de",
    defaultPriceId: () => "a/b/c/d",
    findPrice: priceNamed,
  });
  const out = join(folder, name);
  const executor = phasesHere(folder);
  const phases: string[] = [];
  const records = await runHere(plan, out, {
    ...executor,
    run: (phase, job, options) => {
      phases.push(phase);
      return executor.run(phase, job, options);
    },
  });
  const failed = records.find(({ status }) => status !== "ok");
  if (failed !== undefined) throw new Error(JSON.stringify(failed));
  return { plan, phases, out, records: records as OkRecord[] };
}

const taught = (further: object) => ({
  name: "soft-targets",
  teacher: { model: { source: "majority" } },
  ...further,
});

test("a model of another source answers once for all students with its texts, the rest of the rows among them", async () => {
  const { plan, phases, out, records } = await run("rest", [
    taught({ unlabelled: "rest", temperature: 1 }),
    taught({ unlabelled: "rest", temperature: 4 }),
  ]);
  expect(phases).toEqual([
    ...["prepare", "prepare", "train", "answer", "train", "compress", "serve"],
    ...["train", "compress", "serve"],
  ]);
  const [first] = records;
  // 20 rows with labels and 23 without, in batches of 16, twice.
  expect(first?.usage.trainSteps).toBe(2 * 3);
  expect(first?.corpus?.rows).toEqual({ train: 20, validation: 5, test: 12 });
  const teacher = plan.cells[0]!.teachers[0]!;
  expect(teacher).toMatchObject({ model: { source: "majority" }, training: { rows: 20, epochs: 10 }, techniques: [] });
  expect(first?.usage.teaching?.trainRuns).toEqual([expect.stringContaining(`${teacher.id}#1@`)]);
  const artifacts = join(out, "artifacts");
  const names = await readdir(artifacts);
  const answered = names.filter((name) => name.startsWith("answers-"));
  expect(answered).toHaveLength(1);
  // No model is left of those that only answered.
  expect(names.filter((name) => name.includes("model"))).toEqual([]);
  const training = trainingKey({ experiment: teacher, repeat: 1, trainedWith: [] }, plan.code);
  const trained = await readTrainingReport(join(artifacts, training));
  const asked = await readAnswerReport(join(artifacts, answered[0]!));
  for (const { usage } of records) {
    expect(usage.teaching?.answersWallMs).toBe(asked.answersWallMs);
    expect(usage.teaching?.processWallMs).toBe(trained.processWallMs + asked.processWallMs);
  }
});

test("other texts are answered, too, and a student of the same source as its teacher learns from the rest as well", async () => {
  const { phases, records } = await run("more", [
    taught({ unlabelled: MORE }),
    { name: "soft-targets", teacher: { epochs: 1 }, unlabelled: "rest", seeds: 2 },
  ]);
  expect(phases.filter((phase) => phase === "answer")).toHaveLength(2);
  const stepsOf = (unlabelled: RegExp) =>
    records.find(({ experiment }) => unlabelled.test(String(experiment.techniques[0]?.unlabelled)))?.usage.trainSteps;
  expect(stepsOf(/^synthetic/)).toBe(2 * 3); // 20 and 20
  expect(stepsOf(/^rest$/)).toBe(2 * 3);
});
