import { joined } from "../../../../base/joined.ts";
import { openMasker } from "../../../../classifier/masking/masker.ts";
import { dequantize } from "../../../../classifier/quantizations/registry.ts";
import { encodeTrainingTexts } from "../../../../classifier/text/corpus.ts";
import { concatTexts } from "../../../../classifier/text/encoded-texts.ts";
import { createTextEncoder } from "../../../../classifier/text/encoder.ts";
import { meanOf, type SoftTargets, soften, softTargetsOf } from "../../../../classifier/training/distillation.ts";
import type { EncodedTexts, ModelShape, ModelWeights, TeachingUsage, TextEncoder } from "../../../../contract/index.ts";
import { bigramRows, outputCountOf } from "../../../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import { type Distillation, REST } from "../../../../contract/training-variant.ts";
import { readAnswers } from "../../answers-folder.io.ts";
import { readVocabulary } from "../../corpus-files.io.ts";
import type { CorpusPlace } from "../../corpus-place.ts";
import { openPlanned } from "../../open-planned.ts";
import { readTexts } from "../../raw-corpus-files.io.ts";
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
  readonly classes: number;
  readonly readWeights: (trainingFolder: string) => Promise<ModelWeights>;
}

/** Lets the teachers predict every row that the student trains on, the unlabelled ones included. */
export async function teach(inputs: TeachingInputs, tools: SourceTools): Promise<Teaching> {
  const { distillation, job, train } = inputs;
  const unlabelled = await unlabelledTexts(inputs, tools);
  const { mix, temperature } = distillation;
  const { targets, answersWallMs } = job.teachers.some(({ answers }) => answers !== undefined)
    ? await answeredTargets(inputs)
    : await computedTargets(inputs, unlabelled, tools);
  const sumOf = (read: (teacher: TeachingJob["teachers"][number]) => number) =>
    job.teachers.reduce((sum, teacher) => sum + read(teacher), 0);
  return {
    lesson: { soft: { mix, temperature, targets, labelledRows: train.texts.rows }, unlabelled },
    usage: {
      trainWallMs: sumOf(({ trainWallMs }) => trainWallMs),
      answersWallMs,
      processWallMs: sumOf(({ processWallMs }) => processWallMs) + (job.asking?.processWallMs ?? 0),
      trainRuns: job.teachers.map(({ trainRun }) => trainRun),
    },
  };
}

/** Softened probabilities for the labelled rows, then for the unlabelled ones, and the time that the teachers took for them. */
interface Targets {
  readonly targets: Float32Array;
  readonly answersWallMs: number;
}

/** What teachers of our own say of the student's encoded texts. */
async function computedTargets(
  { distillation, job, train, readWeights }: TeachingInputs,
  unlabelled: EncodedTexts | null,
  { nowMs }: Pick<SourceTools, "nowMs">,
): Promise<Targets> {
  const { texts } = studentRows(train, { unlabelled });
  const models = await Promise.all(job.teachers.map(({ trainingFolder }) => readWeights(trainingFolder)));
  const teachers = models.map(({ spec, weights }) => ({
    spec,
    weights: new Map([...weights].map(([name, stored]) => [name, dequantize(stored)])),
  }));
  const startMs = nowMs();
  const targets = softTargetsOf(teachers, texts, distillation.temperature);
  return { targets, answersWallMs: nowMs() - startMs };
}

/** What teachers of other sources have said of the same texts. */
async function answeredTargets({ distillation, job, classes }: TeachingInputs): Promise<Targets> {
  const outputCount = outputCountOf(classes);
  const { chosen } = await readTexts(job.raw!);
  const each = job.teachers.map(async ({ answers }) => {
    const training = await readAnswers(answers!.training);
    const own =
      distillation.unlabelled === REST ? rowsOf(training, [...chosen.used, ...chosen.rest], outputCount) : training;
    const further = answers!.unlabelled === undefined ? [] : [await readAnswers(answers!.unlabelled)];
    return soften(joined(Float32Array, [own, ...further]), outputCount, distillation.temperature);
  });
  return {
    targets: meanOf(await Promise.all(each)),
    // Nobody asks what a training that is only timed again has cost.
    answersWallMs: job.asking?.answersWallMs ?? 0,
  };
}

function rowsOf(outputs: Float32Array, rows: readonly number[], outputCount: number): Float32Array {
  const picked = new Float32Array(rows.length * outputCount);
  rows.forEach((row, at) => {
    picked.set(outputs.subarray(row * outputCount, (row + 1) * outputCount), at * outputCount);
  });
  return picked;
}

async function unlabelledTexts(
  { distillation: { unlabelled }, job, corpusFolder, model }: TeachingInputs,
  tools: SourceTools,
): Promise<EncodedTexts | null> {
  // Without a corpus of raw texts, all training rows are used, and there is no rest.
  if (unlabelled === undefined || (unlabelled === REST && job.raw === undefined)) return null;
  const encoder = createTextEncoder({
    vocabulary: await readVocabulary(corpusFolder),
    segmenter: job.segmenter,
    maxLength: model.maxLength,
    keep: model.keep,
    bigrams: bigramRows(model),
  });
  if (unlabelled === REST) return encodeRest(job.raw!, encoder);
  const dataset = await openPlanned(job.unlabelled.find(({ id }) => id === unlabelled)!, tools);
  return encodeTrainingTexts(dataset, encoder, await openMasker(job.mask ?? [], job.names));
}

/** The training rows that the student does not use; null where it uses all. */
async function encodeRest(raw: CorpusPlace, encoder: TextEncoder): Promise<EncodedTexts | null> {
  const { rest } = await readTexts(raw);
  if (rest.count === 0) return null;
  const parts: EncodedTexts[] = [];
  for (let start = 0; start < rest.count; start += ROWS_PER_BATCH) {
    parts.push(encoder.encode(rest.slice(start, start + ROWS_PER_BATCH)));
  }
  return concatTexts(parts);
}

const ROWS_PER_BATCH = 1024;
