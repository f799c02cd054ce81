import { dequantize } from "../../../../classifier/quantizations/registry.ts";
import { encodeTrainingTexts } from "../../../../classifier/text/corpus.ts";
import { concatTexts } from "../../../../classifier/text/encoded-texts.ts";
import { createTextEncoder } from "../../../../classifier/text/encoder.ts";
import { type SoftTargets, softTargetsOf } from "../../../../classifier/training/distillation.ts";
import type { EncodedTexts, ModelShape, ModelWeights, TeachingUsage } from "../../../../contract/index.ts";
import { bigramRows } from "../../../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import type { Distillation } from "../../../../contract/training-variant.ts";
import { readVocabulary } from "../../corpus-files.io.ts";
import { openPlanned } from "../../open-planned.ts";
import type { TeachingJob } from "../../teaching-job.ts";
import type { SourceTools } from "../source-tools.ts";

/** What a student learns from besides its labels. */
export interface Lesson {
  /** For the labelled rows, then for the unlabelled ones. */
  readonly soft: SoftTargets;
  /** Null if the student trains on its labelled rows only. */
  readonly unlabelled: EncodedTexts | null;
}

/** A lesson and its cost. */
export interface Teaching {
  readonly lesson: Lesson;
  readonly usage: TeachingUsage;
}

/** The rows that a student trains on: the labelled ones, then a lesson's unlabelled ones with a placeholder label. */
export function studentRows(
  { texts, labels }: LabelledTexts,
  { unlabelled }: Pick<Lesson, "unlabelled">,
): LabelledTexts {
  if (unlabelled === null) return { texts, labels };
  const padded = new Uint16Array(texts.rows + unlabelled.rows);
  padded.set(labels);
  return { texts: concatTexts([texts, unlabelled]), labels: padded };
}

interface TeachingInputs {
  readonly distillation: Distillation;
  readonly job: TeachingJob;
  readonly corpusFolder: string;
  /** The student, which reads unlabelled texts in the same way as labelled ones. */
  readonly model: Pick<ModelShape, "vocabulary" | "maxLength" | "keep" | "bigrams">;
  readonly train: LabelledTexts;
  readonly readWeights: (trainingFolder: string) => Promise<ModelWeights>;
}

/** Lets the teachers predict every row that the student trains on, the unlabelled ones included. */
export async function teach(inputs: TeachingInputs, tools: SourceTools): Promise<Teaching> {
  const { distillation, job, train, readWeights } = inputs;
  const unlabelled = await unlabelledTexts(inputs, tools);
  const { texts } = studentRows(train, { unlabelled });
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
  return {
    lesson: { soft: { mix, temperature, targets, labelledRows: train.texts.rows }, unlabelled },
    usage: {
      trainWallMs: sumOf(({ trainWallMs }) => trainWallMs),
      answersWallMs,
      processWallMs: sumOf(({ processWallMs }) => processWallMs),
      trainRuns: job.teachers.map(({ trainRun }) => trainRun),
    },
  };
}

async function unlabelledTexts(
  { distillation: { unlabelled }, job, corpusFolder, model }: TeachingInputs,
  tools: SourceTools,
): Promise<EncodedTexts | null> {
  if (unlabelled === undefined) return null;
  const dataset = await openPlanned(job.unlabelled.find(({ id }) => id === unlabelled)!, tools);
  const encoder = createTextEncoder({
    vocabulary: await readVocabulary(corpusFolder),
    segmenter: job.segmenter,
    maxLength: model.maxLength,
    keep: model.keep,
    bigrams: bigramRows(model),
  });
  return encodeTrainingTexts(dataset, encoder);
}
