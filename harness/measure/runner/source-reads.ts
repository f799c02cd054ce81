import type { Plan } from "../../contract/index.ts";
import { REFERENCE, splitSource } from "../../contract/model-source.ts";
import type { TrainingRows } from "../../contract/training-rows.ts";
import type { PlannedTraining } from "../artifact-keys.ts";
import { GUESS_OF_SOURCE } from "../guesses.ts";
import type { AnswerJob, SourceJob } from "../phases/phase-jobs.ts";
import { jobsOf } from "./jobs.ts";
import { plannedRows } from "./planned-rows.ts";

/** What models of other sources read so that a training can be made. */
export interface SourceReads {
  /** Processes in which teachers answer. */
  readonly askings: number;
  /** Texts that are encoded or answered, by the source's id. */
  readonly texts: ReadonlyMap<string, number>;
}

/** Artifacts by their keys: nothing is opened here. */
const KEYS = {
  corpusFolder: (key: string) => key,
  trainingFolder: (key: string) => key,
  answersFolder: (key: string) => key,
  featuresPath: (key: string) => key,
  modelFolder: (id: string) => id,
};

/** Texts of a corpus of which features are kept. */
interface Asked {
  readonly job: SourceJob;
  readonly corpus: string;
  /** Undefined for all of them. */
  readonly rows: TrainingRows | undefined;
  /** How many all are. */
  readonly total: number;
}

/**
 * Follows what trainings, in the order in which they are made, let models of other sources read: answers are given once for all
 * students, and a text is encoded once where the source keeps features. Rows of different seeds count as different ones, up to all of them. Texts of data that the plan has no row counts of count as none.
 */
export function followSourceReads(plan: Plan): (training: PlannedTraining) => SourceReads {
  const jobs = jobsOf(plan, KEYS);
  const answered = new Set<string>();
  const encoded = new Map<string, Map<string, number>>();
  const rowsOf = (dataset: string) => plannedRows(plan, dataset).train;

  /** Texts of these that have no features yet. */
  function newTexts({ job, corpus, rows, total }: Asked): number {
    const key = `${job.featuresPath} ${corpus}`;
    const bySeed = encoded.get(key) ?? new Map<string, number>();
    encoded.set(key, bySeed);
    const count = () =>
      Math.min(
        total,
        [...bySeed.values()].reduce((sum, one) => sum + one, 0),
      );
    const before = count();
    const seed = rows === undefined ? "all" : String(rows.seed);
    bySeed.set(seed, Math.max(bySeed.get(seed) ?? 0, Math.min(total, rows?.count ?? total)));
    return count() - before;
  }

  function textsOf({ texts }: AnswerJob, dataset: string): Omit<Asked, "job"> {
    if ("spec" in texts) return { corpus: texts.id, rows: undefined, total: rowsOf(texts.id) };
    return { corpus: texts.corpusFolder, rows: texts.trainingRows, total: rowsOf(dataset) };
  }

  return (training) => {
    const texts = new Map<string, number>();
    const read = (source: string, count: number) => texts.set(source, (texts.get(source) ?? 0) + count);
    const { dataset, model } = training.experiment;
    if (model.source !== undefined && keepsFeatures(model.source)) {
      const job = jobs.train(training, "", [], null);
      const { corpusFolder: corpus, trainingRows: rows } = job;
      read(model.source, newTexts({ job, corpus, rows, total: rowsOf(dataset) }));
    }
    const asked = jobs.answers(training).filter(({ key }) => !answered.has(key));
    for (const { key, job, teacher } of asked) {
      answered.add(key);
      const source = teacher.model.source!;
      const { corpus, rows, total } = textsOf(job, teacher.dataset);
      const isKept = keepsFeatures(source);
      read(source, isKept ? newTexts({ job, corpus, rows, total }) : Math.min(total, rows?.count ?? total));
    }
    return { askings: asked.length, texts };
  };
}

function keepsFeatures(source: string): boolean {
  return GUESS_OF_SOURCE[splitSource(source).name]?.keepsFeatures === true;
}

/** Where nothing was measured: 0 for a source whose models are as fast as the reference's. */
export function guessedTextMs(source: string = REFERENCE): number {
  return GUESS_OF_SOURCE[splitSource(source).name]?.msPerText ?? 0;
}
