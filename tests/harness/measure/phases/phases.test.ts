import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../../../backends/registry.ts";
import { openDataset } from "../../../../data/registry.ts";
import { exists } from "../../../../harness/base/files.io.ts";
import { writeFolder } from "../../../../harness/base/folders.io.ts";
import { processPlace } from "../../../../harness/base/processes.io.ts";
import { createRegistry } from "../../../../harness/base/registry.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { readModelFolder } from "../../../../harness/classifier/model-folder/model-folder.io.ts";
import type { Backend, ExecutionProof, TrainingProof, TrainingSpec } from "../../../../harness/contract/index.ts";
import { MODEL_FILES } from "../../../../harness/contract/run-files.ts";
import type { Trainer } from "../../../../harness/contract/trainer.ts";
import { writeAnswers } from "../../../../harness/measure/phases/answers-folder.io.ts";
import { readEncoded, readSample } from "../../../../harness/measure/phases/corpus-files.io.ts";
import { classify, type PhaseTable } from "../../../../harness/measure/phases/run-phase.ts";
import { readTrainedWeights } from "../../../../harness/measure/phases/sources/reference/trained-files.io.ts";
import type { PhaseTools } from "../../../../harness/measure/phases/tools.ts";
import { openRunStore } from "../../../../harness/measure/runner/run-store.io.ts";
import { availableBackends } from "../../../fixtures/available-backends.ts";
import { fakeNvidiaSmi } from "../../../fixtures/nvidia-smi.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../fixtures/phases.ts";
import { narrowed } from "../../../fixtures/texts.ts";
import { TRAINING } from "../../../fixtures/training.ts";

const DATASET = "synthetic:rows=400,classes=2,words=300,length=20,seed=2";
const MODEL = { vocabulary: 200, maxLength: 30, embedding: 4, hidden: [4], pooling: "all" } as const;
const TOKENIZER = { segmenter: "words", fitOn: "train" } as const;

const usable = (await availableBackends()).flatMap(({ name, backend }) => (backend === null ? [] : [name]));

let folder: string;
let corpusFolder: string;
let trainingFolder: string;
let modelFolder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-phases-"));
  corpusFolder = join(folder, "corpus-1");
  trainingFolder = join(folder, "training");
  modelFolder = join(folder, "model");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = (changed: Partial<PhaseTools> = {}) => phasesHere(".", changed);

const training = (backend: string): PhaseTable["train"]["job"] => ({
  model: MODEL,
  training: {
    ...TRAINING,
    backend,
    optimizer: { name: "adam", learningRate: 0.02 },
    batchSize: 32,
    epochs: 5,
    validation: 0.1,
  },
  trainedWith: [],
  corpusFolder,
  trainingFolder,
  trainRun: "abc#1@2026-01-01T00:00:00.000Z",
});

describe("the phases of a cell, one after the other", () => {
  test("prepare refuses a dataset that has changed since the run was planned", async () => {
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    const outcome = await executor().run(
      "prepare",
      { datasetSpec: DATASET, datasetId: "another@0", corpus, corpusFolder },
      NO_LIMIT,
    );
    expect(outcome).toMatchObject({
      status: "failed",
      kind: "bad-input",
      error: expect.stringMatching(/changed since the run was planned/),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test("prepare, train and compress each write their folder", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    reportOf(await executor().run("prepare", { datasetSpec: DATASET, datasetId: id, corpus, corpusFolder }, NO_LIMIT));
    const trained = reportOf(await executor().run("train", training("onnx"), NO_LIMIT));
    expect(trained.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(trained.trainSteps).toBe(5 * 9); // 288 rows trained on, in batches of 32
    expect(trained.history.at(-1)!.loss).toBeLessThan(trained.history[0]!.loss);
    const job = {
      experiment: "abc",
      tokenizer: TOKENIZER,
      techniques: [],
      training: training("onnx").training,
      corpusFolder,
      trainingFolder,
      modelFolder,
    };
    const compressed = reportOf(await executor().run("compress", job, NO_LIMIT));
    expect(compressed.artifactBytes).toBeGreaterThan(compressed.modelBytes);
    expect((await readdir(folder)).sort()).toEqual(["corpus-1", "model", "training"]);
  });

  test("early stopping gives the weights of the best epoch, as a training that ends there would", async () => {
    const run = async (name: string, rules: Partial<TrainingSpec>) => {
      const job = training("onnx");
      const trainingFolder = join(folder, name);
      const planned = { ...job, training: { ...job.training, ...rules }, trainingFolder };
      const report = reportOf(await executor().run("train", planned, NO_LIMIT));
      return { report, weights: modelFormat.read(await readTrainedWeights(trainingFolder)).weights };
    };
    // No epoch improves by 10: the first is the best, and a patience of 1 ends the training after the second.
    const earlyStopping = { patience: 1, minDelta: 10, restoreBest: true };
    const [early, single] = [await run("early", { earlyStopping }), await run("single", { epochs: 1 })];
    expect(early.weights).toEqual(single.weights);
    expect(early.report).toMatchObject({
      stopped: { epoch: 2, bestEpoch: 1, plannedEpochs: 5, savedSteps: 3 * 9 },
      trainSteps: 2 * 9,
      reducedAfter: null,
      evaluationWallMs: expect.any(Number),
    });
    expect(single.report.stopped).toBeNull();
    expect(early.report.history).toHaveLength(2);
    await Promise.all(["early", "single"].map((name) => rm(join(folder, name), { recursive: true })));
  });

  test.each(usable)("serve scores and times the file on %s, and proves what ran", async (backend) => {
    const outcome = await executor().run(
      "serve",
      { serving: { backend, threads: 1 }, corpusFolder, modelFolder },
      NO_LIMIT,
    );
    const { quality, usage, executed } = reportOf(outcome);
    expect(quality.accuracy).toBeGreaterThan(0.8);
    expect(quality.testRows).toBe(80);
    expect(quality.validationAccuracy).not.toBeNull();
    expect(usage.serve.textsPerSecond).toBeGreaterThan(0);
    // With a GPU, the threads of this process may be unknown.
    const { usesGpu } = await backends.load(backend);
    expect(usesGpu ? [1, null] : [1]).toContain(executed.threads);
    expect(executed.inputForm).toBe(backend === "simd" ? "texts" : "distinct");
  });

  test.each(["end", "start"] as const)(
    "a model that reads the %s of long texts is scored and answers alike",
    async (keep) => {
      const { id } = await openDataset(DATASET, { baseFolder: "." });
      const model = { ...MODEL, maxLength: 12, keep };
      const [corpusOf, trainingOf, modelOf] = ["corpus", "training", "model"].map((name) => join(folder, keep, name));
      const { vocabulary, maxLength } = model;
      const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, keep, validation: 0.1 };
      const prepared = { datasetSpec: DATASET, datasetId: id, corpus, corpusFolder: corpusOf! };
      reportOf(await executor().run("prepare", prepared, NO_LIMIT));
      const job = { ...training("onnx"), model, corpusFolder: corpusOf!, trainingFolder: trainingOf! };
      reportOf(await executor().run("train", job, NO_LIMIT));
      const folders = { corpusFolder: corpusOf!, trainingFolder: trainingOf!, modelFolder: modelOf! };
      const compressing = {
        experiment: "abc",
        tokenizer: TOKENIZER,
        techniques: [],
        training: job.training,
        ...folders,
      };
      reportOf(await executor().run("compress", compressing, NO_LIMIT));
      const { test: scored, facts } = await readEncoded(corpusOf!);
      const { encoder } = await readModelFolder(modelOf!);
      const texts = await readSample(corpusOf!); // All 80 test texts, in their order.
      expect(narrowed(encoder.encode(texts))).toEqual(scored.texts);
      // Texts have 10 to 30 words; the first 12 words are not the last 12.
      const kept = (text: string) => (keep === "start" ? text.split(" ").slice(0, 12) : text.split(" ").slice(-12));
      expect(narrowed(encoder.encode(texts.map((text) => kept(text).join(" "))))).toEqual(scored.texts);
      expect(facts.cutRows.test).toBe(texts.filter((text) => text.split(" ").length > 12).length);
      const serving = { serving: { backend: "onnx", threads: 1 }, corpusFolder: corpusOf!, modelFolder: modelOf! };
      expect(reportOf(await executor().run("serve", serving, NO_LIMIT)).corpus).toEqual(facts);
      await rm(join(folder, keep), { recursive: true });
    },
  );

  test("a model with every kind of layer passes all phases, and predicts as it did in training", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const model = {
      ...MODEL,
      hidden: [6, 6, 4],
      bigrams: 50,
      batchNorm: true,
      residual: true,
      dropout: 0.2,
    };
    const [corpusOf, trainingOf, modelOf] = ["corpus", "training", "model"].map((name) => join(folder, "layers", name));
    const job = { ...training("onnx"), model, corpusFolder: corpusOf!, trainingFolder: trainingOf! };
    const { vocabulary, maxLength, bigrams } = model;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, bigrams, validation: 0.1 };
    const prepared = { datasetSpec: DATASET, datasetId: id, corpus, corpusFolder: corpusOf! };
    reportOf(await executor().run("prepare", prepared, NO_LIMIT));
    const { history } = reportOf(await executor().run("train", job, NO_LIMIT));
    const pruned = [{ name: "vocabulary", rows: 150, by: "frequency", fineTuneEpochs: 1 }, { name: "int8-rows" }];
    for (const techniques of [[], pruned]) {
      const compressing = { experiment: "abc", tokenizer: TOKENIZER, techniques, training: job.training };
      reportOf(
        await executor().run(
          "compress",
          { ...compressing, corpusFolder: corpusOf!, trainingFolder: trainingOf!, modelFolder: modelOf! },
          NO_LIMIT,
        ),
      );
      const { config } = await readModelFolder(modelOf!);
      expect(config.pricewar.model).toMatchObject({ batchNorm: false, residual: true, bigrams: 50 });
      const serving = { serving: { backend: "onnx", threads: 1 }, corpusFolder: corpusOf!, modelFolder: modelOf! };
      const { quality } = reportOf(await executor().run("serve", serving, NO_LIMIT));
      expect(quality.accuracy).toBeGreaterThan(0.8);
      if (techniques.length === 0) expect(quality.accuracy).toBe(history.at(-1)!.testAccuracy);
    }
  });

  test("a pruned, fine-tuned and quantized model is scored on the corpus as its own smaller vocabulary reads it", async () => {
    const prunedFolder = join(folder, "pruned");
    const job = {
      experiment: "abc",
      tokenizer: TOKENIZER,
      techniques: [
        { name: "magnitude", sparsity: 0.2 },
        { name: "vocabulary", rows: 100, by: "saliency", fineTuneEpochs: 2 },
        { name: "int8-rows" },
      ],
      training: training("onnx").training,
      corpusFolder,
      trainingFolder,
      modelFolder: prunedFolder,
    };
    const { modelBytes } = reportOf(await executor().run("compress", job, NO_LIMIT));
    expect((await stat(join(prunedFolder, MODEL_FILES.model))).size).toBe(modelBytes);
    const { config, encoder } = await readModelFolder(prunedFolder);
    expect(config.pricewar.model.vocabulary).toBe(100);
    expect(encoder.vocabulary).toHaveLength(100);
    const serving = { serving: { backend: "onnx", threads: 1 }, corpusFolder, modelFolder: prunedFolder };
    const { quality } = reportOf(await executor().run("serve", serving, NO_LIMIT));
    expect(quality.accuracy).toBeGreaterThan(0.8);
    await rm(prunedFolder, { recursive: true });
  });

  test.each([
    { usesGpu: true, bytes: 300 * 1024 ** 2 },
    { usesGpu: false, bytes: null },
  ])("the largest reading of GPU memory is kept, and none is taken without a GPU: $bytes", async (expected) => {
    const restore = await fakeNvidiaSmi(`if [ -e "$0.asked" ]; then echo "${process.pid}, 200"; else
      touch "$0.asked"; echo "${process.pid}, 300"
    fi`);
    const registry = createRegistry<Backend>("backend", {
      onnx: async () => ({ ...(await backends.load("onnx")), usesGpu: expected.usesGpu }),
    });
    const job = { serving: { backend: "onnx", threads: 1 }, corpusFolder, modelFolder };
    const { usage } = reportOf(await executor({ backends: registry }).run("serve", job, NO_LIMIT).finally(restore));
    expect(usage.peakVramBytes).toBe(expected.bytes);
  });

  test("the batch size full takes all training rows in one step", async () => {
    const { training: settings, ...job } = training("onnx");
    const whole = { ...job, training: { ...settings, batchSize: "full" as const }, trainingFolder: `${folder}/whole` };
    const { trainSteps, history } = reportOf(await executor().run("train", whole, NO_LIMIT));
    expect(trainSteps).toBe(5); // one per epoch
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
  });

  test("power is measured while a model is trained, and while it serves; a machine that tells nothing leaves no field", async () => {
    const calls: string[] = [];
    const power = { processorWatts: 40, memoryWatts: null, gpuWatts: null, overMs: 100 };
    const meter = (result: typeof power | null) => (usesGpu: boolean) => {
      calls.push(`start ${usesGpu}`);
      return async () => {
        calls.push("stop");
        return result;
      };
    };
    const measuring = executor({ startPower: meter(power) });
    const served = { serving: { backend: "onnx", threads: 1 }, corpusFolder, modelFolder };
    const job = { ...training("onnx"), trainingFolder: join(folder, "metered") };
    expect(reportOf(await measuring.run("serve", served, NO_LIMIT)).usage.servePower).toEqual(power);
    expect(reportOf(await measuring.run("train", job, NO_LIMIT)).power).toEqual(power);
    expect(calls).toEqual(["start false", "stop", "start false", "stop"]);
    const silent = executor({ startPower: meter(null) });
    expect(reportOf(await silent.run("serve", served, NO_LIMIT)).usage).not.toHaveProperty("servePower");
  });

  test("two threads are counted if two were requested", async () => {
    const outcome = await executor().run(
      "serve",
      { serving: { backend: "onnx", threads: 2 }, corpusFolder, modelFolder },
      NO_LIMIT,
    );
    expect(reportOf(outcome).executed.threads).toBe(process.platform === "linux" ? 2 : null);
  });

  test.each([
    [
      "another provider",
      { provider: "CUDAExecutionProvider" },
      /should run on CPUExecutionProvider, the profile shows CUDA/,
    ],
    ["other threads", { threads: 7 }, /1 threads were requested, 7 ran/],
  ])("a proof of %s fails the cell as wrong-device", async (_, lie: Partial<ExecutionProof>, message) => {
    const onnx = await backends.load("onnx");
    const lying: Backend = {
      ...onnx,
      open: async (model, options) => {
        const session = await onnx.open(model, options);
        return { ...session, prove: async (batch) => ({ ...(await session.prove(batch)), ...lie }) };
      },
    };
    const registry = createRegistry<Backend>("backend", { onnx: () => lying });
    const outcome = await executor({ backends: registry }).run(
      "serve",
      { serving: { backend: "onnx", threads: 1 }, corpusFolder, modelFolder },
      NO_LIMIT,
    );
    expect(outcome).toMatchObject({ status: "failed", kind: "wrong-device", error: expect.stringMatching(message) });
  });

  /** The onnx backend with a trainer whose proof names something else and takes 1000 s. */
  async function provingElsewhere(lie: Partial<TrainingProof>) {
    const onnx = await backends.load("onnx");
    let lateMs = 0;
    const lying: Backend = {
      ...onnx,
      openTrainer: async (setup) => {
        const trainer = await onnx.openTrainer!(setup);
        const prove: Trainer["prove"] = async (chunk) => {
          lateMs += 1_000_000;
          return { ...(await trainer.prove(chunk)), ...lie };
        };
        return { ...trainer, prove };
      },
    };
    const registry = createRegistry<Backend>("backend", { onnx: () => lying });
    return executor({ backends: registry, nowMs: () => performance.now() + lateMs });
  }

  test("training that ran elsewhere than requested fails as wrong-device, and leaves no weights to reuse", async () => {
    const lying = await provingElsewhere({ provider: "elsewhere" });
    const job = { ...training("onnx"), trainingFolder: join(folder, "elsewhere") };
    expect(await lying.run("train", job, NO_LIMIT)).toMatchObject({
      status: "failed",
      kind: "wrong-device",
      error: expect.stringMatching(/should run on CPUExecutionProvider, the profile shows elsewhere/),
    });
    expect(await exists(job.trainingFolder)).toBe(false);
  });

  test("fine-tuning is proved like training: if it ran elsewhere, it leaves no model, and no figure includes the proof", async () => {
    const job = {
      experiment: "abc",
      tokenizer: TOKENIZER,
      techniques: [{ name: "magnitude", sparsity: 0.5, fineTuneEpochs: 1 }],
      training: training("onnx").training,
      corpusFolder,
      trainingFolder,
      modelFolder: join(folder, "fine-tuned"),
    };
    for (const [lie, error] of [
      [{ provider: "elsewhere" }, /should run on CPUExecutionProvider, the profile shows elsewhere/],
      [{ threads: 7 }, /1 threads were requested, 7 ran/],
    ] as const) {
      expect(await (await provingElsewhere(lie)).run("compress", job, NO_LIMIT)).toMatchObject({
        status: "failed",
        kind: "wrong-device",
        error: expect.stringMatching(error),
      });
    }
    expect(await readdir(folder)).not.toContain("fine-tuned");
    const { compressWallMs, processWallMs } = reportOf(
      await (await provingElsewhere({})).run("compress", job, NO_LIMIT),
    );
    expect(compressWallMs).toBeLessThan(1_000_000);
    expect(processWallMs).toBeLessThan(1_000_000);
    await rm(job.modelFolder, { recursive: true });
  });

  test("a runtime that is not installed, or whose probe refuses, is unavailable and not a failure", async () => {
    const registry = createRegistry<Backend>("backend", {
      absent: () => Promise.reject(new Error("Cannot find module 'absent'")),
      refusing: async () => ({
        ...(await backends.load("onnx")),
        probe: async () => ({ ok: false, reason: "no GPU" }) as const,
      }),
    });
    const outcome = await executor({ backends: registry }).run("train", training("absent"), NO_LIMIT);
    expect(outcome).toMatchObject({
      status: "unavailable",
      reason: expect.stringMatching(/cannot be loaded here: Cannot find module/),
    });
    const served = await executor({ backends: registry }).run(
      "serve",
      { serving: { backend: "refusing", threads: 1 }, corpusFolder, modelFolder },
      NO_LIMIT,
    );
    expect(served).toMatchObject({ status: "unavailable", reason: expect.stringMatching(/no GPU/) });
  });

  test("a run that measures everything again uses no training of an earlier run", async () => {
    const folders = { out: join(folder, "out"), artifacts: folder, onDamaged: () => undefined };
    const foundSince = async (trainedSince: string) =>
      (await openRunStore({ ...folders, trainedSince: new Date(trainedSince) })).findTraining("training");
    expect(await foundSince("2026-01-01T00:00:00.000Z")).not.toBeNull(); // the moment at which it started
    expect(await foundSince("2026-01-01T00:00:00.001Z")).toBeNull();
  });

  test("nor any answers of an earlier one", async () => {
    await writeAnswers(join(folder, "answers-a"), new Uint8Array(4), { answersWallMs: 1, processWallMs: 2 });
    const folders = { out: join(folder, "out"), artifacts: folder, onDamaged: () => undefined };
    const foundSince = async (trainedSince: Date) =>
      (await openRunStore({ ...folders, trainedSince })).findAnswers("a");
    expect(await foundSince(new Date(Date.now() - 60_000))).toEqual({ answersWallMs: 1, processWallMs: 2 });
    expect(await foundSince(new Date(Date.now() + 60_000))).toBeNull();
  });

  test("a training without its history, or without anything, is made again, although its hashes are right", async () => {
    const said: string[] = [];
    const artifacts = join(folder, "no-history");
    const store = await openRunStore({ out: join(folder, "out"), artifacts, onDamaged: (line) => said.push(line) });
    const report = JSON.parse(await readFile(join(trainingFolder, "training.json"), "utf8"));
    const { history: _, ...without } = report;
    for (const [name, written] of Object.entries({ whole: report, without, empty: {} })) {
      await writeFolder(join(artifacts, name), { "training.json": JSON.stringify(written) });
    }
    await writeFolder(join(artifacts, "none"), { "training.json": "" });
    expect(await store.findTraining("whole")).toEqual(report);
    for (const name of ["without", "empty", "none"]) expect(await store.findTraining(name)).toBeNull();
    expect(said).toEqual([
      expect.stringMatching(
        /without is no training: training\.json: history: is missing: it must be a list; it is made again$/,
      ),
      expect.stringMatching(/empty is no training: training\.json: /),
      expect.stringMatching(/none is no training: training\.json: must be an object, got null; it is made again$/),
    ]);
    expect((await readdir(artifacts)).filter((name) => !name.includes("."))).toEqual(["whole"]);
  });

  test("an artifact that is damaged by one byte, or lacks a file, is set aside and counts as missing, and is said once", async () => {
    const said: string[] = [];
    const open = () =>
      openRunStore({ out: join(folder, "out"), artifacts: folder, onDamaged: (line) => said.push(line) });
    const store = await open();
    expect(await store.hasCorpus("1")).toBe(true);
    expect(await store.findTraining("training")).not.toBeNull();
    expect(await store.findTraining("nowhere")).toBeNull();
    expect(said).toEqual([]);

    await rm(join(corpusFolder, "train.ids.u16"));
    const weights = await readTrainedWeights(trainingFolder);
    weights[weights.length >> 1]! ^= 1;
    await writeFile(join(trainingFolder, "weights.onnx"), weights);
    for (const _ of [1, 2]) {
      expect(await store.hasCorpus("1")).toBe(false);
      expect(await store.findTraining("training")).toBeNull();
    }
    expect(said).toEqual([
      expect.stringMatching(/corpus-1 is damaged: its files do not match its SHA256SUMS; it is made again$/),
      expect.stringMatching(/training is damaged: /),
    ]);
    // A cell's model stays in its place, so that a run that is killed now finds it damaged again.
    const model = join(folder, "out", "cells", "abc");
    await writeFolder(model, { "model.onnx": "whole" });
    expect(await store.modelState("abc")).toBe("whole");
    await writeFile(join(model, "model.onnx"), "other");
    expect(await store.modelState("abc")).toBe("damaged");
    expect(await (await open()).modelState("abc")).toBe("damaged");
    expect(await store.modelState("none")).toBe("missing");
    const aside = (await readdir(folder)).filter((name) => name.endsWith(".damaged"));
    const own = `${process.pid}@${await processPlace()}`;
    expect(aside.sort()).toEqual([`corpus-1.${own}.damaged`, `training.${own}.damaged`]);
  });
});

test.each([
  "Array buffer allocation failed",
  "std::bad_alloc",
  "Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[10036,16] and type float on GPU_0",
])("a runtime's error is classified as out of memory: %s", (message) => {
  expect(classify(new Error(message))).toEqual({ kind: "out-of-memory", error: message });
});

test.each(["EACCES", "EPERM", "EROFS"])("what the machine does not allow is no bug: %s", (code) => {
  const error = Object.assign(new Error(`${code}: not allowed, open '/data/x'`), { code });
  expect(classify(error)).toEqual({ kind: "bad-input", error: `${code}: not allowed, open '/data/x'` });
});
