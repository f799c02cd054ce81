import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDataset } from "../../../data/registry.ts";
import { phaseProcesses } from "../../../experiments/phase-processes.ts";
import type { ServingSpec } from "../../../harness/contract/index.ts";
import type { PhaseTable } from "../../../harness/measure/phases/run-phase.ts";
import type { Executor } from "../../../harness/measure/runner/executor.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../fixtures/phases.ts";
import { TRAINING } from "../../fixtures/training.ts";

const DATASET = "synthetic:rows=400,classes=2,words=300,length=20,seed=2";
const MODEL = { vocabulary: 200, maxLength: 30, embedding: 4, hidden: [4], pooling: "all" } as const;
const TOKENIZER = { segmenter: "words", fitOn: "train" } as const;

let folder: string;
let processes: Executor;
const folders = () => ({
  corpusFolder: join(folder, "corpus"),
  trainingFolder: join(folder, "training"),
  modelFolder: join(folder, "model"),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-processes-"));
  processes = await phaseProcesses();
  const open = (spec: string) => openDataset(spec, { baseFolder: "." });
  const here = phasesHere(".");
  const { vocabulary, maxLength } = MODEL;
  const training = {
    ...TRAINING,
    optimizer: { name: "adam", learningRate: 0.02 },
    batchSize: 32,
    epochs: 1,
    validation: 0.1,
  };
  const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
  const { id } = await open(DATASET);
  reportOf(await here.run("prepare", { datasetSpec: DATASET, datasetId: id, corpus, ...folders() }, NO_LIMIT));
  const trainRun = "abc#1@2026-01-01T00:00:00.000Z";
  reportOf(await here.run("train", { model: MODEL, training, trainedWith: [], trainRun, ...folders() }, NO_LIMIT));
  const compressed = { experiment: "abc", tokenizer: TOKENIZER, techniques: [], training, ...folders() };
  reportOf(await here.run("compress", compressed, NO_LIMIT));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sampled(serving: Partial<ServingSpec>): Promise<PhaseTable["sample"]["report"]> {
  const job = { serving: { backend: "onnx", threads: 1, ...serving }, purpose: "run", ...folders() } as const;
  return reportOf(await processes.run("sample", job, NO_LIMIT));
}

test("several processes serve at the same time, and their memory is added up", async () => {
  const one = await sampled({ scenario: "offline", batchSize: 32 });
  const two = await sampled({ scenario: "offline", batchSize: 32, workers: 2 });
  expect(two.textsPerSecond.value).toBeGreaterThan(0);
  expect(two.peakRssBytes! / one.peakRssBytes!).toBeGreaterThan(1.6);
});

test("a service answers over HTTP at some rate, from processes that share a port", async () => {
  const { textsPerSecond, p50Ms, peakRssBytes } = await sampled({ scenario: "http", workers: 2, p99BoundMs: 100 });
  expect(textsPerSecond.value).toBeGreaterThan(10);
  expect(p50Ms).toBeNull();
  // Two processes with a runtime each.
  expect(peakRssBytes).toBeGreaterThan(100e6);
});

test("requests that arrive at random in two processes are answered within a bound", async () => {
  const { textsPerSecond } = await sampled({ scenario: "server", workers: 2, p99BoundMs: 100 });
  expect(textsPerSecond.value).toBeGreaterThan(10);
});

test("a process that serves beside the one that measures, and cannot, is a failure of the cell", async () => {
  const job = { serving: { backend: "onnx", threads: 1, workers: 2 }, purpose: "run", ...folders() } as const;
  const outcome = await processes.run("sample", { ...job, modelFolder: join(folder, "nothing") }, NO_LIMIT);
  expect(outcome).toMatchObject({ status: "failed", kind: "bad-input", error: expect.stringContaining("is missing") });
});
