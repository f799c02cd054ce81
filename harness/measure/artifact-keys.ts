/** What determines the artifacts of a run, and the keys under which they are found again. */
import { contentId, contentIdOfParts } from "../base/canonical-json.ts";
import { type Experiment, type PlannedCell, SHARED_PARTS, type TrainingSpec } from "../contract/index.ts";
import { maskOf } from "../contract/masking.ts";
import { ALL_ROWS, haveOwnRows } from "../contract/training-fields.ts";
import type { TrainingRows } from "../contract/training-rows.ts";

/** What the cache calls artifacts of a key, below its folder. */
export const ARTIFACT_NAMES = {
  corpus: (key: string) => `corpus-${key}`,
  training: (key: string) => key,
  answers: (key: string) => `answers-${key}`,
  /** How the names of several folders begin. */
  features: (key: string) => `features-${key}`,
} as const;

/** Everything that determines a training. */
export type PlannedTraining = Pick<PlannedCell, "experiment" | "repeat" | "trainedWith" | "teachers" | "unlabelled">;

/** The trainings of a cell's teachers, which are plain cells, whether or not the matrix contains them. */
export function teacherTrainings({ teachers, repeat }: Pick<PlannedCell, "teachers" | "repeat">): PlannedTraining[] {
  return teachers.map((experiment) => ({ experiment, repeat, trainedWith: [], teachers: [] }));
}

/**
 * Artifact key of a cell's trained weights. Serving, and techniques that only change the result, are not part of it.
 */
export function trainingKey(
  { experiment, repeat, trainedWith }: Omit<PlannedTraining, "teachers">,
  code: string,
): string {
  const { dataset, tokenizer, model, training } = experiment;
  const all = { artifact: "training", dataset, tokenizer, model, training, trainedWith, repeat, code };
  return contentIdOfParts(all, SHARED_PARTS);
}

/**
 * Artifact key of a cell's texts. Raw ones are the same for all sources that encode by themselves; those that the reference has
 * encoded, for all seeds, unless a part of the training rows is used, and for all model shapes with one vocabulary.
 */
export function corpusKey({ experiment }: Pick<PlannedCell, "experiment">, code: string): string {
  const { dataset, model } = experiment;
  const { source, initial } = model;
  if (source !== undefined) return textsKey(experiment, code);
  return contentId({
    artifact: "corpus",
    dataset,
    ...encodingOf(experiment),
    ...(initial === undefined ? {} : { initial }),
    code,
  });
}

/** Artifact key of a cell's texts with the training rows of each worker apart; undefined where one process reads all, or every one does. */
export function ownersKey(planned: Pick<PlannedCell, "experiment">, code: string): string | undefined {
  const { workers, owners, sync } = planned.experiment.training;
  if (!haveOwnRows({ workers, sync })) return undefined;
  const corpus = corpusKey(planned, code);
  return contentId({ artifact: "owners", corpus, workers, ...(owners === undefined ? {} : { owners }), code });
}

/** How the reference encodes the texts of an experiment, whatever the seed and the shape of the model. */
export function encodingOf({ tokenizer, model, training }: Experiment) {
  const { vocabulary, maxLength, keep = "end", bigrams = 0 } = model;
  const { validation } = training;
  const rows = trainingRowsOf(training);
  return { tokenizer, vocabulary, maxLength, keep, bigrams, validation, ...(rows && { rows: { ...rows } }) };
}

/** Artifact key of the texts of a cell's dataset as they were written but for what is masked. */
export function textsKey({ dataset, tokenizer, training: { validation } }: Experiment, code: string): string {
  const mask = maskOf(tokenizer);
  return contentId({ artifact: "texts", dataset, validation, ...(mask.length > 0 && { mask }), code });
}

/** Undefined where a training uses all rows. */
export function trainingRowsOf({ rows = ALL_ROWS, seed, rowsSeed = seed }: TrainingSpec): TrainingRows | undefined {
  return rows === ALL_ROWS ? undefined : { count: rows, seed: rowsSeed };
}
