import type { ModelShape, ModelWeights, Plan, TeachingUsage, TokenizerSpec } from "../contract.ts";
import { encodeTrainingTexts } from "../corpus.ts";
import { bigramRows } from "../model-sizes.ts";
import { dequantize } from "../stored-tensor.ts";
import { concatTexts } from "../text/encoded-texts.ts";
import { createTextEncoder } from "../text/encoder.ts";
import type { LabelledTexts } from "../training/batches.ts";
import { type Distillation, type SoftTargets, softTargetsOf } from "../training/distillation.ts";
import { readVocabulary } from "./corpus-files.io.ts";
import { openPlanned } from "./open-planned.ts";
import type { PhaseTools } from "./tools.ts";

/** What a student's training needs beside its own job: plain data, as it travels between processes. */
export interface TeachingJob {
  /** Each teacher's weights, and what its training took. */
  readonly teachers: readonly {
    readonly trainingFolder: string;
    readonly trainWallMs: number;
    readonly processWallMs: number;
    readonly trainRun: string;
  }[];
  /** Cuts unlabelled texts as the dataset's were cut. */
  readonly segmenter: TokenizerSpec["segmenter"];
  /** Where the texts that a distillation names by their id are found. */
  readonly unlabelled: NonNullable<Plan["unlabelled"]>;
}

/** Rows to train on, their soft targets, and what those took. */
export interface Taught {
  readonly train: LabelledTexts;
  readonly soft: SoftTargets;
  readonly usage: TeachingUsage;
}

export interface Lesson {
  readonly distillation: Distillation;
  readonly job: TeachingJob;
  readonly corpusFolder: string;
  /** The student, which reads unlabelled texts as the labelled ones. */
  readonly model: Pick<ModelShape, "vocabulary" | "maxLength" | "bigrams">;
  readonly train: LabelledTexts;
  readonly readWeights: (trainingFolder: string) => Promise<ModelWeights>;
}

/** Has the teachers answer every row that the student will read, the unlabelled ones included. */
export async function teach(lesson: Lesson, tools: PhaseTools): Promise<Taught> {
  const { distillation, job, train, readWeights } = lesson;
  const texts = await trainedTexts(lesson, tools);
  const models = await Promise.all(job.teachers.map(({ trainingFolder }) => readWeights(trainingFolder)));
  const teachers = models.map(({ spec, weights }) => ({
    spec,
    weights: new Map([...weights].map(([name, stored]) => [name, dequantize(stored)])),
  }));
  const startMs = tools.nowMs();
  const { mix, temperature } = distillation;
  const targets = softTargetsOf(teachers, texts, temperature);
  const answersWallMs = tools.nowMs() - startMs;
  const sumOf = (read: (teacher: TeachingJob["teachers"][number]) => number) =>
    job.teachers.reduce((sum, teacher) => sum + read(teacher), 0);
  // Rows without a label are given one that nobody reads.
  const labels = new Uint16Array(texts.rows);
  labels.set(train.labels);
  return {
    train: { texts, labels },
    soft: { mix, temperature, targets, labelledRows: train.texts.rows },
    usage: {
      trainWallMs: sumOf(({ trainWallMs }) => trainWallMs),
      answersWallMs,
      processWallMs: sumOf(({ processWallMs }) => processWallMs),
      trainRuns: job.teachers.map(({ trainRun }) => trainRun),
    },
  };
}

async function trainedTexts(
  { distillation: { unlabelled }, job, corpusFolder, model, train }: Lesson,
  tools: PhaseTools,
): Promise<LabelledTexts["texts"]> {
  if (unlabelled === undefined) return train.texts;
  const dataset = await openPlanned(job.unlabelled.find(({ id }) => id === unlabelled)!, tools);
  const vocabulary = await readVocabulary(corpusFolder);
  const encoder = createTextEncoder({
    vocabulary,
    segmenter: job.segmenter,
    maxLength: model.maxLength,
    bigrams: bigramRows(model),
  });
  return concatTexts([train.texts, await encodeTrainingTexts(dataset, encoder)]);
}
