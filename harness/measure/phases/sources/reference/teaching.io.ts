import { type CollectedRows, type FloatRows, RowsCollector } from "../../../../base/float-rows.io.ts";
import { unfinishedName } from "../../../../base/unfinished.io.ts";
import { openMasker } from "../../../../classifier/masking/masker.ts";
import { dequantize } from "../../../../classifier/quantizations/registry.ts";
import { type RowRange, rowRanges, rowsAtOnce } from "../../../../classifier/row-ranges.ts";
import { encodeTrainingTexts } from "../../../../classifier/text/corpus.ts";
import { concatTexts } from "../../../../classifier/text/encoded-texts.ts";
import { createTextEncoder } from "../../../../classifier/text/encoder.ts";
import { meanOf, type SoftTargets, soften, softTargetsOf } from "../../../../classifier/training/distillation.ts";
import { textParts } from "../../../../classifier/training/predict.ts";
import type { EncodedTexts, ModelShape, ModelWeights, TeachingUsage, TextEncoder } from "../../../../contract/index.ts";
import { bigramRows, outputCountOf } from "../../../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import { type Distillation, REST } from "../../../../contract/training-variant.ts";
import { openAnswers } from "../../answers-folder.io.ts";
import { readVocabulary } from "../../corpus-files.io.ts";
import type { CorpusPlace } from "../../corpus-place.ts";
import { openPlanned } from "../../open-planned.ts";
import { readTexts } from "../../raw-corpus-files.io.ts";
import type { TeachingJob } from "../../teaching-job.ts";
import type { SourceTools } from "../source-tools.ts";

/** What a student learns from besides its labels. */
export interface Lesson {
  /** For the labelled rows, then for the unlabelled ones. */
  readonly soft: SoftTargets & { readonly targets: FloatRows };
  /** Null if the student trains on its labelled rows only. */
  readonly unlabelled: EncodedTexts | null;
}

/** A lesson and its cost. */
export interface Teaching {
  readonly lesson: Lesson;
  /** The targets of the lesson, for a folder that takes them over once they are closed. */
  readonly content: CollectedRows["content"];
  /** Closes the targets, and removes what no folder took over. */
  readonly discard: () => Promise<void>;
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
  /** That of the student, which has not been trained. */
  readonly trainingFolder: string;
  /** The student, which reads unlabelled texts in the same way as labelled ones. */
  readonly model: Pick<ModelShape, "vocabulary" | "maxLength" | "keep" | "bigrams">;
  readonly train: LabelledTexts;
  readonly classes: number;
  readonly readWeights: (trainingFolder: string) => Promise<ModelWeights>;
}

/**
 * Lets the teachers predict every row that the student trains on, the unlabelled ones included.
 * @param mostBytes of predictions that stay in memory; those of many rows and classes are in a file beside the student's folder
 */
export async function teach(inputs: TeachingInputs, tools: SourceTools, mostBytes?: number): Promise<Teaching> {
  const { distillation, job, train, trainingFolder, classes } = inputs;
  const unlabelled = await unlabelledTexts(inputs, tools);
  const { mix, temperature } = distillation;
  // A name that a later run removes, if this process is killed.
  const path = await unfinishedName(`${trainingFolder}-targets`, "tmp");
  const collector = new RowsCollector(path, outputCountOf(classes), mostBytes);
  let answersWallMs: number;
  try {
    answersWallMs = job.teachers.some(({ answers }) => answers !== undefined)
      ? await answeredTargets(inputs, collector)
      : await computedTargets(inputs, unlabelled, collector, tools);
  } catch (error) {
    await collector.discard();
    throw error;
  }
  const { rows: targets, content } = collector.end();
  const sumOf = (read: (teacher: TeachingJob["teachers"][number]) => number) =>
    job.teachers.reduce((sum, teacher) => sum + read(teacher), 0);
  return {
    lesson: { soft: { mix, temperature, targets, labelledRows: train.texts.rows }, unlabelled },
    content,
    discard: () => collector.discard(),
    usage: {
      trainWallMs: sumOf(({ trainWallMs }) => trainWallMs),
      answersWallMs,
      processWallMs: sumOf(({ processWallMs }) => processWallMs) + (job.asking?.processWallMs ?? 0),
      trainRuns: job.teachers.map(({ trainRun }) => trainRun),
    },
  };
}

/**
 * Collects what teachers of our own say of the student's encoded texts: of the labelled ones, then of the unlabelled ones.
 * @returns the time that the teachers took for them
 */
async function computedTargets(
  { distillation, job, train, classes, readWeights }: TeachingInputs,
  unlabelled: EncodedTexts | null,
  collector: RowsCollector,
  { nowMs }: Pick<SourceTools, "nowMs">,
): Promise<number> {
  const { texts } = studentRows(train, { unlabelled });
  const models = await Promise.all(job.teachers.map(({ trainingFolder }) => readWeights(trainingFolder)));
  const teachers = models.map(({ spec, weights }) => ({
    spec,
    weights: new Map([...weights].map(([name, stored]) => [name, dequantize(stored)])),
  }));
  const startMs = nowMs();
  for (const part of textParts(texts, outputCountOf(classes))) {
    collector.add(softTargetsOf(teachers, part.texts, distillation.temperature));
  }
  return nowMs() - startMs;
}

/** Collects what teachers of other sources have said of the same texts. @returns the time that they took, whenever that was */
async function answeredTargets(
  { distillation, job, classes }: TeachingInputs,
  collector: RowsCollector,
): Promise<number> {
  const outputCount = outputCountOf(classes);
  const { chosen } = await readTexts(job.raw!);
  const used = distillation.unlabelled === REST ? [...chosen.used, ...chosen.rest] : null;
  const opened: FloatRows[] = [];
  const open = async (folder: string) => {
    const rows = await openAnswers(folder, outputCount);
    opened.push(rows);
    return rows;
  };
  try {
    const teachers: Answered[] = [];
    for (const { answers } of job.teachers) {
      const training = await open(answers!.training);
      const further = answers!.unlabelled === undefined ? null : await open(answers!.unlabelled);
      teachers.push(asStudentReads(training, used, further));
    }
    for (const range of rowRanges(teachers[0]!.count, rowsAtOnce(outputCount))) {
      const softened = teachers.map((answered) =>
        soften(valuesOf(answered, range, outputCount), outputCount, distillation.temperature),
      );
      collector.add(meanOf(softened));
    }
  } finally {
    for (const rows of opened) rows.close();
  }
  // Nobody asks what a training that is only timed again has cost.
  return job.asking?.answersWallMs ?? 0;
}

/** A teacher's answers, which its rows are read from one by one. */
type Answered = Pick<FloatRows, "count" | "read">;

/**
 * A teacher's answers in the order of the student's rows.
 * @param used those that the student reads of the rows of the training; null for all
 * @param further answers to unlabelled texts, which come last; null without any
 */
function asStudentReads(training: FloatRows, used: readonly number[] | null, further: FloatRows | null): Answered {
  const own = used === null ? training.count : used.length;
  return {
    count: own + (further?.count ?? 0),
    read: (row, into, at) => {
      if (row >= own) further!.read(row - own, into, at);
      else training.read(used === null ? row : used[row]!, into, at);
    },
  };
}

function valuesOf(answered: Answered, { start, end }: RowRange, outputCount: number): Float32Array {
  const values = new Float32Array((end - start) * outputCount);
  for (let row = start; row < end; row += 1) answered.read(row, values, (row - start) * outputCount);
  return values;
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
