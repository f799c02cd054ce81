import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backends } from "../../../../../../backends/registry.ts";
import { openDataset } from "../../../../../../data/registry.ts";
import { createRegistry } from "../../../../../../harness/base/registry.ts";
import { folderInspector } from "../../../../../../harness/base/seal.io.ts";
import { createTextEncoder } from "../../../../../../harness/classifier/text/encoder.ts";
import type { Backend } from "../../../../../../harness/contract/index.ts";
import type { StepChunk, Trainer, TrainerSetup } from "../../../../../../harness/contract/trainer.ts";
import { readEncoded, readVocabulary } from "../../../../../../harness/measure/phases/corpus-files.io.ts";
import type { PhaseTable } from "../../../../../../harness/measure/phases/run-phase.ts";
import { teach } from "../../../../../../harness/measure/phases/sources/reference/teaching.io.ts";
import {
  readLesson,
  readTrainedWeights,
} from "../../../../../../harness/measure/phases/sources/reference/trained-files.io.ts";
import { inProcessExecutor } from "../../../../../../harness/measure/runner/executor.ts";
import { valuesIn } from "../../../../../fixtures/float-rows.ts";
import { NO_LIMIT, phaseTools, reportOf } from "../../../../../fixtures/phases.ts";
import { TRAINING } from "../../../../../fixtures/training.ts";

type TrainJob = PhaseTable["train"]["job"];

const DATASET = "synthetic:rows=400,classes=2,words=300,length=20,seed=2";
const MORE = "synthetic:rows=200,classes=2,words=300,length=20,seed=3";
const MODEL = { vocabulary: 200, maxLength: 30, embedding: 4, hidden: [4], pooling: "all" } as const;

const TOOLS = phaseTools(".");
const executor = inProcessExecutor(TOOLS);

let folder: string;
let teacherJob: TrainJob;
let teacher: PhaseTable["train"]["report"];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-teaching-"));
  const corpusFolder = join(folder, "corpus");
  const { id: datasetId } = await openDataset(DATASET, { baseFolder: "." });
  const { vocabulary, maxLength } = MODEL;
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const corpus = { tokenizer, vocabulary, maxLength, validation: 0.1 };
  await executor.run("prepare", { datasetSpec: DATASET, datasetId, corpus, corpusFolder }, NO_LIMIT);
  teacherJob = {
    model: { ...MODEL, embedding: 16 },
    training: {
      ...TRAINING,
      backend: "onnx",
      optimizer: { name: "adam", learningRate: 0.02 },
      batchSize: 32,
      epochs: 8,
      validation: 0.1,
    },
    trainedWith: [],
    corpusFolder,
    trainingFolder: join(folder, "teacher"),
    trainRun: "teacher#1@2026-01-01T00:00:00.000Z",
  };
  teacher = reportOf(await executor.run("train", teacherJob, NO_LIMIT));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A student of the same teacher twice, with soft targets only. */
function studentJob(unlabelledId: string | null): TrainJob {
  const { trainingFolder, trainRun } = teacherJob;
  const { trainWallMs, processWallMs } = teacher;
  const taught = { trainingFolder, trainRun, trainWallMs, processWallMs };
  const extra = unlabelledId === null ? {} : { unlabelled: unlabelledId };
  return {
    ...teacherJob,
    model: MODEL,
    trainedWith: [{ name: "soft-targets", mix: 1, ...extra }],
    trainingFolder: join(folder, "student"),
    trainRun: "student#1@2026-01-01T00:00:00.000Z",
    teaching: {
      teachers: [taught, taught],
      segmenter: "words",
      unlabelled: [{ spec: MORE, id: unlabelledId ?? "" }],
    },
  };
}

test("a student learns from teachers only, and its report has their cost", async () => {
  const { history, trainSteps, teaching } = reportOf(await executor.run("train", studentJob(null), NO_LIMIT));
  expect(history.at(-1)!.testAccuracy).toBeGreaterThan(0.8);
  expect(trainSteps).toBe(8 * 9); // 288 rows in batches of 32
  expect(teaching).toEqual({
    trainWallMs: 2 * teacher.trainWallMs,
    processWallMs: 2 * teacher.processWallMs,
    answersWallMs: expect.any(Number),
    trainRuns: [teacherJob.trainRun, teacherJob.trainRun],
  });
  expect(teacher).not.toHaveProperty("teaching");
});

test("a student also trains on unlabelled texts: the training side of other data", async () => {
  const { id } = await openDataset(MORE, { baseFolder: "." });
  const { trainSteps } = reportOf(await executor.run("train", studentJob(id), NO_LIMIT));
  expect(trainSteps).toBe(8 * 16); // 288 + 200 rows in batches of 32
});

test("unlabelled texts are read with pairs of words if the student reads them", async () => {
  const model = { ...MODEL, bigrams: 100 };
  const corpusFolder = join(folder, "paired-corpus");
  const trainingFolder = join(folder, "paired-teacher");
  const { id: datasetId } = await openDataset(DATASET, { baseFolder: "." });
  const { vocabulary, maxLength, bigrams } = model;
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const corpus = { tokenizer, vocabulary, maxLength, bigrams, validation: 0.1 };
  await executor.run("prepare", { datasetSpec: DATASET, datasetId, corpus, corpusFolder }, NO_LIMIT);
  reportOf(await executor.run("train", { ...teacherJob, model, corpusFolder, trainingFolder }, NO_LIMIT));
  const student = studentJob((await openDataset(MORE, { baseFolder: "." })).id);
  const teachers = student.teaching!.teachers.map((one) => ({ ...one, trainingFolder }));
  const job = { ...student, model, corpusFolder, teaching: { ...student.teaching!, teachers } };
  // A text of another length than the others would be refused.
  expect(reportOf(await executor.run("train", job, NO_LIMIT)).trainSteps).toBe(8 * 16);
});

test("unlabelled texts are cut at the same end as labelled ones", async () => {
  const model = { ...MODEL, maxLength: 5, keep: "start" } as const;
  const [corpusFolder, trainingFolder] = [join(folder, "start-corpus"), join(folder, "start-teacher")];
  const { id: datasetId } = await openDataset(DATASET, { baseFolder: "." });
  const { vocabulary, maxLength, keep } = model;
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const corpus = { tokenizer, vocabulary, maxLength, keep, validation: 0.1 };
  await executor.run("prepare", { datasetSpec: DATASET, datasetId, corpus, corpusFolder }, NO_LIMIT);
  reportOf(await executor.run("train", { ...teacherJob, model, corpusFolder, trainingFolder }, NO_LIMIT));
  const more = await openDataset(MORE, { baseFolder: "." });
  const student = studentJob(more.id);
  const teachers = student.teaching!.teachers.map((one) => ({ ...one, trainingFolder }));
  const job = { ...student, model, corpusFolder, teaching: { ...student.teaching!, teachers } };
  reportOf(await executor.run("train", job, NO_LIMIT));
  const texts: string[] = [];
  for await (const { text } of more.rows("train")) texts.push(text.split(" ").slice(0, 5).join(" "));
  const { encode } = createTextEncoder({
    vocabulary: await readVocabulary(corpusFolder),
    segmenter: "words",
    maxLength,
  });
  expect((await readLesson(job.trainingFolder, 2)).unlabelled).toEqual(encode(texts));
});

test("a fine-tuned student reads the texts of its training again, with its teachers' predictions", async () => {
  const { id } = await openDataset(MORE, { baseFolder: "." });
  const student = studentJob(id);
  reportOf(await executor.run("train", student, NO_LIMIT));
  const onnx = await backends.load("onnx");
  const seen: { readonly setup: TrainerSetup; readonly chunk: StepChunk }[] = [];
  const watched: Backend = {
    ...onnx,
    openTrainer: async (setup) => {
      const trainer = await onnx.openTrainer!(setup);
      const run: Trainer["run"] = (chunk) => {
        seen.push({ setup, chunk });
        return trainer.run(chunk);
      };
      return { ...trainer, run };
    },
  };
  const techniquesOf = [...student.trainedWith, { name: "magnitude", sparsity: 0.5, fineTuneEpochs: 1 }];
  const job = {
    experiment: "abc",
    tokenizer: { segmenter: "words", fitOn: "train" },
    techniques: techniquesOf,
    training: student.training,
    corpusFolder: student.corpusFolder,
    trainingFolder: student.trainingFolder,
    modelFolder: join(folder, "model"),
  } as const;
  const registry = createRegistry<Backend>("backend", { onnx: () => watched });
  reportOf(await inProcessExecutor({ ...TOOLS, backends: registry }).run("compress", job, NO_LIMIT));
  expect(seen[0]!.setup.variant).toMatchObject({ distillation: { mix: 1, unlabelled: id } });
  const batches = seen.flatMap(({ chunk }) => chunk.batches);
  expect(batches).toHaveLength(16); // 288 + 200 rows in batches of 32
  // Soft targets are those of 488 rows, each strictly between 0 and 1; rows that fill the last batch up have 0.
  const answered = batches
    .flatMap(({ extras }) => [...extras.softTargets!])
    .filter((target) => target > 0 && target < 1);
  expect(answered).toHaveLength(488);
});

test("predictions beyond what memory may hold are the same in a file, which is removed", async () => {
  const { id } = await openDataset(MORE, { baseFolder: "." });
  const { teaching, corpusFolder, model, trainingFolder } = studentJob(id);
  const { train } = await readEncoded(corpusFolder);
  const distillation = { teacher: {}, seeds: 2, mix: 1, temperature: 2, unlabelled: id };
  const readWeights = async (place: string) => TOOLS.modelFormat.read(await readTrainedWeights(place));
  const inputs = { distillation, job: teaching!, corpusFolder, trainingFolder, model, train, classes: 2, readWeights };
  const inMemory = await teach(inputs, { ...TOOLS, nowMs: () => 0 });
  const before = await readdir(folder);
  // 488 rows of four bytes each.
  const inFile = await teach(inputs, { ...TOOLS, nowMs: () => 0 }, 4 * 487);
  const beside = (await readdir(folder)).filter((name) => !before.includes(name));
  expect(beside).toEqual([expect.stringMatching(/^student-targets\..*\.tmp$/)]);
  expect(valuesIn(inFile.lesson.soft.targets, 1)).toEqual(valuesIn(inMemory.lesson.soft.targets, 1));
  expect(inFile.lesson.soft.targets.count).toBe(488);
  await inFile.discard();
  expect(await readdir(folder)).toEqual(before);
});

test("a student's training without its teachers' predictions counts as missing", async () => {
  const { trainingFolder } = studentJob(null);
  reportOf(await executor.run("train", studentJob(null), NO_LIMIT));
  const inspect = folderInspector();
  expect(await inspect(trainingFolder)).toBe("whole");
  await rm(join(trainingFolder, "lesson.v8"));
  expect(await inspect(trainingFolder)).toBe("damaged");
});

test("unlabelled texts that have changed since the run was planned are refused", async () => {
  expect(await executor.run("train", studentJob("another@0"), NO_LIMIT)).toMatchObject({
    status: "failed",
    kind: "bad-input",
    error: expect.stringMatching(/changed since the run was planned \(another@0/),
  });
});
