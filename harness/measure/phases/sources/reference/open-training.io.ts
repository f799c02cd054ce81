import { randomFillSync } from "node:crypto";
import { rowsOfBatch, typicalBatch } from "../../../../classifier/training/batches.ts";
import type { FitJob } from "../../../../classifier/training/fit.ts";
import { initialEmbedding } from "../../../../classifier/training/initial-embedding.ts";
import { maskedOptimizer } from "../../../../classifier/training/masked-optimizer.ts";
import { initialTable, tableLayout } from "../../../../classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../../../contract/index.ts";
import { embeddingRows } from "../../../../contract/model-sizes.ts";
import type { PrivacySpent } from "../../../../contract/privacy.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import { haveOwnRows } from "../../../../contract/training-fields.ts";
import type { TrainingVariant } from "../../../../contract/training-variant.ts";
import { type EncodedCorpus, readEncoded } from "../../corpus-files.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { requireTraining } from "../../require-backend.ts";
import { readVectors } from "../../vector-files.io.ts";
import type { SourceTools, WorkerInRing } from "../source-tools.ts";
import { bindRules } from "./bind-rules.ts";
import { bindTechniques, variantOf } from "./bind-techniques.ts";
import type { OwnTraining, WholeTraining } from "./join-workers.io.ts";
import { studentRows, type Teaching, teach } from "./teaching.io.ts";
import { readTrainedWeights } from "./trained-files.io.ts";

/** A training that can begin. */
export interface OpenedTraining extends OwnTraining {
  readonly whole: WholeTraining;
  readonly taught: Teaching | null;
  /** Null for a training without differential privacy. */
  readonly privacySpent: PrivacySpent | null;
}

/**
 * Opens the trainer of a job, in one of several workers or in a process that trains alone.
 * @param worker null for the latter
 */
export async function openTraining(
  job: TrainJob,
  tools: SourceTools,
  worker: WorkerInRing | null,
): Promise<OpenedTraining> {
  const { training } = job;
  const { corpus, folder, owned } = await readTexts(job, worker);
  const spec: ModelSpec = { ...job.model, classes: corpus.labels.length };
  const { optimizer: rule, schedule, slots } = await bindRules(training, tableLayout(spec));
  const bound = await bindTechniques(tools.techniques, job.trainedWith);
  const variant = variantOf(bound);
  const taught = await teachStudent(variant, job, corpus, tools);
  const train = taught === null ? corpus.train : studentRows(corpus.train, taught.lesson);
  const optimizer = variant.gradualPruning === undefined ? rule : maskedOptimizer(rule);
  const backend = await requireTraining(tools.backends, training.backend);
  const { threads, epochs, earlyStopping, seed } = training;
  const hidden =
    variant.privacy === undefined
      ? null
      : (await import("./hide-texts.ts")).hideTexts(
          variant.privacy,
          { spec, texts: train.texts, training },
          randomFillSync,
        );
  const batchSize = hidden?.batchSize ?? rowsOfBatch(training.batchSize, rowsOfAll(train, owned));
  const setup = {
    spec,
    optimizer,
    variant,
    ...(hidden && { privacy: hidden.privacy.step }),
    batchSize,
    threads,
    typical: hidden?.typical ?? typicalBatch(spec, train.texts, batchSize),
    table: await firstTable(spec, folder, seed),
    slots,
  };
  const soft = taught === null ? {} : { soft: taught.lesson.soft };
  const { validation, test } = corpus;
  const rules = { optimizer, variant, schedule, batchSize, epochs, earlyStopping, seed };
  const privacy = hidden === null ? {} : { privacy: hidden.privacy };
  const fit: FitJob = { spec, train, ...soft, ...privacy, validation, test, ...rules };
  const whole = { backend, fit, setup };
  const own =
    worker === null
      ? { fit, trainer: await backend.openTrainer(setup), workers: null }
      : await (await import("./join-workers.io.ts")).joinWorkers(worker, whole, { training, owned }, tools.nowMs);
  return { ...own, whole, taught, privacySpent: hidden?.spent ?? null };
}

/** The number of rows of all workers together. */
function rowsOfAll({ texts }: LabelledTexts, owned: readonly number[] | null): number {
  return owned === null ? texts.rows : owned.reduce((sum, rows) => sum + rows, 0);
}

/** The texts that a process of a training reads. */
interface ReadTexts {
  readonly corpus: EncodedCorpus;
  /** Where they are. */
  readonly folder: string;
  /** The number of training rows of each worker that has its own; null where this process reads all. */
  readonly owned: readonly number[] | null;
}

/** A worker that has rows of its own opens no others. */
async function readTexts(job: TrainJob, worker: WorkerInRing | null): Promise<ReadTexts> {
  const { training, corpusFolder, ownersFolder } = job;
  if (worker === null || !haveOwnRows(training)) {
    return { corpus: await readEncoded(corpusFolder), folder: corpusFolder, owned: null };
  }
  if (ownersFolder === undefined)
    throw new TypeError("workers have rows of their own, and the job has no folder of them");
  const { readOwnRows } = await import("../../owned-rows.io.ts");
  return { ...(await readOwnRows(ownersFolder, worker.rank)), folder: ownersFolder };
}

/** Keras' random numbers, and for the rows of words, where the corpus has vectors, these. */
async function firstTable(spec: ModelSpec, folder: string, seed: number): Promise<Float32Array> {
  const table = initialTable(spec, seed);
  const vectors = await readVectors(folder);
  if (vectors !== null) {
    table.set(initialEmbedding(vectors, { rows: embeddingRows(spec), columns: spec.embedding }, seed));
  }
  return table;
}

/** The lesson of the job's teachers; null for a training without a distillation. */
async function teachStudent(
  { distillation }: TrainingVariant,
  { teaching, model, corpusFolder, trainingFolder }: TrainJob,
  { train, labels }: EncodedCorpus,
  tools: SourceTools,
): Promise<Teaching | null> {
  if (distillation === undefined) return null;
  if (teaching === undefined) throw new TypeError("a distillation needs teachers, and the job names none");
  const readWeights = async (folder: string) => tools.modelFormat.read(await readTrainedWeights(folder));
  return teach(
    { distillation, job: teaching, corpusFolder, trainingFolder, model, train, classes: labels.length, readWeights },
    tools,
  );
}
