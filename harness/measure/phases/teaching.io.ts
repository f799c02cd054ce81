import { dequantize } from "../../classifier/quantizations/registry.ts";
import { encodeTrainingTexts } from "../../classifier/text/corpus.ts";
import { concatTexts } from "../../classifier/text/encoded-texts.ts";
import { createTextEncoder } from "../../classifier/text/encoder.ts";
import { type SoftTargets, softTargetsOf } from "../../classifier/training/distillation.ts";
import type {
  EncodedTexts,
  ModelShape,
  ModelWeights,
  Plan,
  TeachingUsage,
  TokenizerSpec,
} from "../../contract/index.ts";
import { bigramRows } from "../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import type { Distillation } from "../../contract/training-variant.ts";
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

/** What a student is taught by, beside its labelled rows. */
export interface Lesson {
  /** Of the labelled rows, then of the unlabelled ones. */
  readonly soft: SoftTargets;
  /** Null where the student reads its labelled rows alone. */
  readonly unlabelled: EncodedTexts | null;
}

/** A lesson, and what it took. */
export interface Taught {
  readonly lesson: Lesson;
  readonly usage: TeachingUsage;
}

/** The labelled rows, then a lesson's unlabelled ones, which are given a label that nobody reads. */
export function taughtRows(
  { texts, labels }: LabelledTexts,
  { unlabelled }: Pick<Lesson, "unlabelled">,
): LabelledTexts {
  if (unlabelled === null) return { texts, labels };
  const filled = new Uint16Array(texts.rows + unlabelled.rows);
  filled.set(labels);
  return { texts: concatTexts([texts, unlabelled]), labels: filled };
}

interface Preparation {
  readonly distillation: Distillation;
  readonly job: TeachingJob;
  readonly corpusFolder: string;
  /** The student, which reads unlabelled texts as the labelled ones. */
  readonly model: Pick<ModelShape, "vocabulary" | "maxLength" | "bigrams">;
  readonly train: LabelledTexts;
  readonly readWeights: (trainingFolder: string) => Promise<ModelWeights>;
}

/** Has the teachers answer every row that the student will read, the unlabelled ones included. */
export async function teach(preparation: Preparation, tools: PhaseTools): Promise<Taught> {
  const { distillation, job, train, readWeights } = preparation;
  const unlabelled = await unlabelledTexts(preparation, tools);
  const { texts } = taughtRows(train, { unlabelled });
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
  { distillation: { unlabelled }, job, corpusFolder, model }: Preparation,
  tools: PhaseTools,
): Promise<EncodedTexts | null> {
  if (unlabelled === undefined) return null;
  const dataset = await openPlanned(job.unlabelled.find(({ id }) => id === unlabelled)!, tools);
  const encoder = createTextEncoder({
    vocabulary: await readVocabulary(corpusFolder),
    segmenter: job.segmenter,
    maxLength: model.maxLength,
    bigrams: bigramRows(model),
  });
  return encodeTrainingTexts(dataset, encoder);
}
