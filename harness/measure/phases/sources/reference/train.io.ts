import { randomFillSync } from "node:crypto";
import { rowsOfBatch, typicalBatch } from "../../../../classifier/training/batches.ts";
import { fitModel } from "../../../../classifier/training/fit.ts";
import { initialEmbedding } from "../../../../classifier/training/initial-embedding.ts";
import { maskedOptimizer } from "../../../../classifier/training/masked-optimizer.ts";
import { initialTable, storedWeights, tableLayout } from "../../../../classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../../../contract/index.ts";
import { embeddingRows } from "../../../../contract/model-sizes.ts";
import type { TrainingVariant } from "../../../../contract/training-variant.ts";
import { type EncodedCorpus, readEncoded } from "../../corpus-files.io.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { refuseOtherExecution } from "../../refuse-other-execution.ts";
import { requireTraining } from "../../require-backend.ts";
import { type TrainingReport, writeTraining } from "../../training-folder.io.ts";
import { readVectors } from "../../vector-files.io.ts";
import { watchWork } from "../../watched-work.ts";
import type { SourceTools } from "../source-tools.ts";
import { bindRules } from "./bind-rules.ts";
import { bindTechniques, variantOf } from "./bind-techniques.ts";
import { hideTexts } from "./hide-texts.ts";
import { studentRows, type Teaching, teach } from "./teaching.io.ts";
import { readTrainedWeights, trainedFiles } from "./trained-files.io.ts";

/** Trains the weights of our own classifier. */
export async function train(job: TrainJob, tools: SourceTools): Promise<TrainingReport> {
  const { training } = job;
  const corpus = await readEncoded(job.corpusFolder);
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
      : hideTexts(variant.privacy, { spec, texts: train.texts, training }, randomFillSync);
  const batchSize = hidden?.batchSize ?? rowsOfBatch(training.batchSize, train.texts);
  const trainer = await backend.openTrainer({
    spec,
    optimizer,
    variant,
    ...(hidden && { privacy: hidden.privacy.step }),
    batchSize,
    threads,
    typical: hidden?.typical ?? typicalBatch(spec, train.texts, batchSize),
    table: await firstTable(spec, job),
    slots,
  });
  try {
    const { validation, test } = corpus;
    const soft = taught === null ? {} : { soft: taught.lesson.soft };
    const privacy = hidden === null ? {} : { privacy: hidden.privacy };
    const rules = { optimizer, variant, schedule, batchSize, epochs, earlyStopping, seed };
    const { result, power, disturbance } = await watchWork(tools, backend, () =>
      fitModel({ spec, train, ...soft, ...privacy, validation, test, ...rules }, trainer, tools),
    );
    const { spec: folded, weights, steps, lastChunk, ...course } = result;
    const modelOnnx = tools.modelFormat.write({ spec: folded, weights: storedWeights(folded, weights) });
    // Measured before the proof, so that no figure includes it.
    const measured = { processWallMs: tools.nowMs(), peakRssBytes: await peakRssBytes() };
    tools.onTimed?.();
    const executed = await trainer.prove(lastChunk);
    refuseOtherExecution(executed, backend, threads);
    const report: TrainingReport = {
      trainRun: job.trainRun,
      ...course,
      ...(hidden && { privacy: hidden.spent }),
      executed,
      trainSteps: steps,
      ...measured,
      disturbance,
      ...(power === null ? {} : { power }),
      ...(taught === null ? {} : { teaching: taught.usage }),
    };
    await writeTraining(job.trainingFolder, report, trainedFiles(modelOnnx, taught?.lesson ?? null));
    return report;
  } finally {
    await trainer.close();
  }
}

/** Keras' random numbers, and for the rows of words, where the corpus has vectors, these. */
async function firstTable(spec: ModelSpec, { corpusFolder, training: { seed } }: TrainJob): Promise<Float32Array> {
  const table = initialTable(spec, seed);
  const vectors = await readVectors(corpusFolder);
  if (vectors !== null) {
    table.set(initialEmbedding(vectors, { rows: embeddingRows(spec), columns: spec.embedding }, seed));
  }
  return table;
}

/** The lesson of the job's teachers; null for a training without a distillation. */
async function teachStudent(
  { distillation }: TrainingVariant,
  { teaching, model, corpusFolder }: TrainJob,
  { train, labels }: EncodedCorpus,
  tools: SourceTools,
): Promise<Teaching | null> {
  if (distillation === undefined) return null;
  if (teaching === undefined) throw new TypeError("a distillation needs teachers, and the job names none");
  const readWeights = async (folder: string) => tools.modelFormat.read(await readTrainedWeights(folder));
  return teach({ distillation, job: teaching, corpusFolder, model, train, classes: labels.length, readWeights }, tools);
}
