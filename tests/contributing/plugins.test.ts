/**
 * CONTRIBUTING's table: each of these is one file, in added/, and one line in a registry, which the mocks add. A matrix can
 * then name it like any other, and its cell runs from plan to record.
 */

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { defaultPriceId, findPrice } from "../../data/prices.ts";
import { openDataset } from "../../data/registry.ts";
import { knownSources } from "../../experiments/known-sources.io.ts";
import { matrixNames } from "../../experiments/matrix-names.ts";
import { openModel } from "../../experiments/open-model.io.ts";
import type { Json } from "../../harness/base/canonical-json.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import type { OkRecord } from "../../harness/contract/index.ts";
import { parseMatrix } from "../../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs } from "../../harness/measure/plan.ts";
import { phasesHere, runHere } from "../fixtures/phases.ts";

vi.mock("../../backends/registry.ts", async (original) => {
  const { backends: known, ...facts } = await original<typeof import("../../backends/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  return { ...facts, backends: withLine(known, "abacus", async () => (await import("./added/backend.ts")).abacus) };
});
vi.mock("../../harness/classifier/training/optimizers/registry.ts", async (original) => {
  const { optimizers } = await original<typeof import("../../harness/classifier/training/optimizers/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  return { optimizers: withLine(optimizers, "signs", async () => (await import("./added/optimizer.ts")).signs) };
});
vi.mock("../../harness/classifier/training/schedules/registry.ts", async (original) => {
  const { schedules } = await original<typeof import("../../harness/classifier/training/schedules/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  return { schedules: withLine(schedules, "stops-at", async () => (await import("./added/schedule.ts")).stopsAt) };
});
// The registry's list of prunings makes up both of these.
vi.mock("../../harness/classifier/techniques/registry.ts", async (original) => {
  const known = await original<typeof import("../../harness/classifier/techniques/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  const load = async () => (await import("./added/pruning.ts")).emptied;
  return {
    ...known,
    prunings: withLine(known.prunings, "emptied", load),
    techniques: withLine(known.techniques, "emptied", load),
  };
});
vi.mock("../../harness/measure/phases/sources/registry.ts", async (original) => {
  const { sources: known } = await original<typeof import("../../harness/measure/phases/sources/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  return { sources: withLine(known, "keywords", async () => (await import("./added/source.ts")).keywords) };
});
vi.mock("../../data/registry.ts", async (original) => {
  const known = await original<typeof import("../../data/registry.ts")>();
  const { withLine } = await import("./registries.ts");
  const lines = withLine(known.datasets, "parity", async () => (await import("./added/dataset.ts")).openParity);
  return {
    datasets: lines,
    openDataset: (spec: string, options: Parameters<typeof known.openDataset>[1]) =>
      known.openDataset(spec, options, lines),
  };
});

const folder = await mkdtemp(join(tmpdir(), "pricewar-added-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const SMALL = {
  dataset: "synthetic:rows=60,words=40,length=6",
  model: { vocabulary: 30, maxLength: 8, embedding: 2, hidden: [2] },
  backend: "javascript",
  batchSize: 16,
  epochs: 1,
};

async function parse(base: Record<string, Json>) {
  const names = await matrixNames();
  const text = JSON.stringify({ name: "added", base: { ...SMALL, ...base } });
  return { matrix: parseMatrix(text, "added.json", names), names };
}

/** The record of a matrix with one cell. */
async function run(name: string, base: Record<string, Json>): Promise<OkRecord> {
  const { matrix, names } = await parse(base);
  const open = (spec: string) => openDataset(spec, { baseFolder: folder });
  const opened = await Promise.all(datasetSpecs(matrix).map(async (spec) => [spec, await open(spec)] as const));
  const { changesTraining, distillationOf } = names;
  const plan = buildPlan({
    matrix,
    datasets: new Map(opened),
    sources: await knownSources(matrix, names),
    changesTraining,
    distillationOf,
    code: "c0de",
    defaultPriceId: () => defaultPriceId({ usesGpu: false }),
    findPrice,
  });
  const out = join(folder, name);
  const [record] = await runHere(plan, out, phasesHere(folder));
  if (record?.status !== "ok") throw new Error(JSON.stringify(record));
  return record;
}

test("a backend trains and serves", async () => {
  const { executed, training } = await run("backend", { backend: "abacus" });
  expect([executed.provider, training.executed?.provider]).toEqual(["abacus", "abacus"]);
});

test("an optimizer trains, and its parameters are checked by its own schema", async () => {
  const { experiment } = await run("optimizer", { optimizer: { name: "signs", learningRate: 0.02 } });
  expect(experiment.training.optimizer).toEqual({ name: "signs", learningRate: 0.02 });
  await expect(parse({ optimizer: { name: "signs", rate: 1 } })).rejects.toThrow(
    /optimizer\.rate: unknown parameter "rate" \(known: learningRate, clipNorm\)/,
  );
});

test("a schedule steers the learning rate", async () => {
  // Three steps per epoch: 2 of 6 are under a share of 0.4, 5 of 6 are not.
  const { training } = await run("schedule", { schedule: { name: "stops-at", share: 0.4 }, epochs: 2 });
  expect(training.history.map(({ learningRate }) => learningRate)).toEqual([0.001, 0]);
});

test("a pruning works on its axis and in a list of techniques, and changes the model", async () => {
  const { experiment } = await run("pruning", { pruning: "emptied" });
  const model = await readFile(join(folder, "pruning", "cells", experiment.id, "model.onnx"));
  const weights = modelFormat.read(model).weights.get("output.kernel");
  expect(weights).toMatchObject({ kind: "float32", data: new Float32Array(2) });
  await expect(parse({ techniques: [{ name: "emptied", tensors: "output.bias" }] })).rejects.toThrow(
    /techniques\[0\]\.tensors: unknown parameter "tensors"; did you mean "tensor"\?/,
  );
});

test("a model source answers, is scored and costs nothing to train, and its content is part of its experiments", async () => {
  const lists = join(folder, "lists");
  await mkdir(lists);
  await writeFile(join(lists, "words.json"), JSON.stringify([1, 3, 5, 7, 9].map((digit) => `digit${digit}`)));
  const source = `keywords:${lists}`;
  const { experiment, quality, training, usage } = await run("source", {
    dataset: "parity:100",
    model: { ...SMALL.model, source },
  });
  expect(experiment.model.source).toMatch(/^keywords:lists@[0-9a-f]{12}$/);
  // What it does not use is at the default.
  expect(experiment).toMatchObject({ model: { vocabulary: 10_000 }, training: { epochs: 10, batchSize: 32 } });
  expect([quality.accuracy, quality.trainAccuracy]).toEqual([1, 1]);
  expect(training).toMatchObject({ history: [], executed: null });
  expect(usage).toMatchObject({ trainWallMs: 0, trainSteps: 0, modelBytes: 46 });
  const model = await openModel(join(folder, "source", "cells", experiment.id), { backend: "javascript", threads: 1 });
  expect((await model.answer(["digit4 digit7"]))[0]?.label).toBe("odd");
  await model.close();
  await writeFile(join(lists, "words.json"), '["digit1"]');
  const { matrix, names } = await parse({ model: { source } });
  expect((await knownSources(matrix, names)).get(source)?.id).not.toBe(experiment.model.source);
  await expect(parse({ model: { source }, quantization: "int8-rows" })).rejects.toThrow(
    /base\.quantization: keywords has no weights, and int8-rows changes weights in the cell \(the base\); leave it out/,
  );
});

test("a dataset is opened by its name", async () => {
  const { experiment, quality } = await run("dataset", { dataset: "parity:100" });
  expect(experiment.dataset).toMatch(/^parity@[0-9a-f]{12}$/);
  expect(quality.testRows).toBe(20);
});

test("an unregistered name is still refused, and the added ones are suggested", async () => {
  await expect(parse({ backend: "abacos" })).rejects.toThrow(/did you mean "abacus"\?/);
  await expect(parse({ model: { source: "keyword:lists" } })).rejects.toThrow(/did you mean "keywords"\?/);
  await expect(parse({ model: { source: "keywords" } })).rejects.toThrow(/needs FOLDER: write keywords:FOLDER/);
  await expect(parse({ dataset: "parety:5" })).rejects.toThrow(/did you mean "parity"\?/);
});
