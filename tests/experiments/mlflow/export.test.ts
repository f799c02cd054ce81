import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceNames } from "../../../experiments/matrix-names.ts";
import { writeExperiment } from "../../../experiments/mlflow/file-store.io.ts";
import { trackedExperiment } from "../../../experiments/mlflow/tracked-experiment.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { failedRecord, makePlan, okRecord, skippedRecord } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { analysisOf } from "../../reports/runs.ts";
import { readStore } from "./file-store.ts";

const plan = makePlan({ name: "quant", axes: { quantization: ["float32", "int8", "int4", "int2"] }, seeds: [1] });
const [float32, int8, int4] = plan.cells as [(typeof plan.cells)[0], (typeof plan.cells)[0], (typeof plan.cells)[0]];
const history = [
  { epoch: 1, trainWallMs: 500, loss: 0.6, testAccuracy: 0.7, validationLoss: 0.65, learningRate: 0.001 },
  { epoch: 2, trainWallMs: 1000, loss: 0.4, testAccuracy: 0.8 },
];
const records = [okRecord(float32, { history, p99Ms: null }), failedRecord(int8, "gone"), skippedRecord(int4)];
const analysis = analyzed(plan, withSamples(records));

const names = await sourceNames();

let place: string;
let store: string;
const experiment = () => trackedExperiment("runs/quant", analysis, names);
const write = (copies = false) =>
  writeExperiment(store, { folder: join(place, "quant"), experiment: experiment() }, copies);
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-mlflow-"));
  store = join(place, "mlruns");
  const cell = join(place, "quant", "cells", float32.experiment.id);
  await mkdir(cell, { recursive: true });
  await writeFile(join(cell, "model.onnx"), "model");
});
afterEach(() => rm(place, { recursive: true, force: true }));

test("a run folder is an experiment, and its cells with a record are runs; what was not measured is no metric", async () => {
  await write();
  const [standard, own] = readStore(store).sort((a, b) => a.name.localeCompare(b.name));
  expect(standard).toEqual({ name: "Default", tags: {}, runs: [] });
  expect(own!.name).toBe("runs/quant");
  expect(own!.tags["mlflow.note.content"]).toMatch(/^The baseline, float32, /);
  const runs = new Map(own!.runs.map((run) => [run.name, run]));
  expect([...runs].map(([name, { status }]) => [name, status]).sort()).toEqual([
    ["float32 · seed 1", 3],
    ["int4 · seed 1", 5],
    ["int8 · seed 1", 4],
  ]);
  const { params, metrics, tags, seconds, artifacts } = runs.get("float32 · seed 1")!;
  expect(params).toMatchObject({
    "model.embedding": "16",
    quantization: "float32",
    seed: "1",
    optimizer: '{"learningRate":0.001,"name":"adam"}',
  });
  expect(metrics.accuracy!.map(([, value]) => value)).toEqual([7 / 8]);
  expect(metrics.p99Ms).toBeUndefined();
  // 2,400 + 300 + 3,200 ms of processes.
  expect(seconds).toBe(5.9);
  const startMs = Date.parse(records[0]!.startedAt);
  expect(metrics["training/loss"]).toEqual([
    [startMs + 500, 0.6, 1],
    [startMs + 1000, 0.4, 2],
  ]);
  // The second epoch has none.
  expect(metrics["training/validationLoss"]).toHaveLength(1);
  expect(metrics["serving/textsPerSecond"]!.map(([, , round]) => round)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(tags).toMatchObject({
    "mlflow.runName": "float32 · seed 1",
    "pricewar.baseline": "yes",
    "pricewar.answer": "yes",
  });
  expect(await readFile(join(artifacts, "model.onnx"), "utf8")).toBe("model");
  expect(runs.get("int8 · seed 1")!.tags["mlflow.note.content"]).toContain("gone");
  expect(runs.get("int8 · seed 1")!.metrics).toEqual({});
});

test("a second export replaces the first, and models can be copied", async () => {
  await write();
  const before = readStore(store);
  await write(true);
  const after = readStore(store);
  expect(after.map(({ runs }) => runs.map(({ name }) => name))).toEqual(
    before.map(({ runs }) => runs.map(({ name }) => name)),
  );
  const copied = after.flatMap(({ runs }) => runs).find(({ status }) => status === 3)!;
  expect(copied.artifacts.startsWith(store)).toBe(true);
  expect(await readFile(join(copied.artifacts, "model.onnx"), "utf8")).toBe("model");
  expect((await readdir(store)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("the export of another project's run folder of the same name is not replaced", async () => {
  await write();
  const other = writeExperiment(store, { folder: join(place, "other", "quant"), experiment: experiment() }, false);
  await expect(other).rejects.toThrow(/is the export of another run folder, .*quant; remove it, or name another store/);
});

test("an experiment of MLflow's own is not replaced, and others stay", async () => {
  const { id } = experiment();
  await mkdir(join(store, id), { recursive: true });
  await expect(write()).rejects.toThrow(
    /is an experiment of MLflow's own; remove it, or name another store with --mlflow/,
  );
  expect(await readdir(store)).toEqual([id]);
});

test("what is given is a tag of each run, where it is more than a scenario", () => {
  const tagsOf = (name: string) =>
    trackedExperiment("runs/few", analysisOf(name), names).runs.map(({ tags }) => tags["pricewar.condition"]);
  expect(new Set(tagsOf("given"))).toEqual(new Set(["200 training rows", "all training rows"]));
  expect(new Set(tagsOf("scenarios"))).toEqual(new Set([undefined]));
});
