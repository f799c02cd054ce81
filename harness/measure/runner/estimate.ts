import { mean } from "simple-statistics";
import { MS_PER_SECOND } from "../../base/conversions.ts";
import { groupBy } from "../../base/group-by.ts";
import { perObject } from "../../base/per-object.ts";
import {
  type Experiment,
  type OkRecord,
  type Plan,
  type PlannedCell,
  type RunRecord,
  runKey,
  type ServingSample,
} from "../../contract/index.ts";
import { REFERENCE } from "../../contract/model-source.ts";
import { meansSomething } from "../../contract/scenarios.ts";
import { scenarioOf } from "../../contract/serving.ts";
import { REST } from "../../contract/training-variant.ts";
import { teacherTrainings, trainingKey } from "../artifact-keys.ts";
import { GUESS_OF_RUN, GUESS_OF_SEARCH } from "../guesses.ts";
import { extraCellMs, extraSampleMs, extraTrainingMs } from "./large-models.ts";
import { plannedRows, usedRows } from "./planned-rows.ts";
import { isSlow, slowSampleMs, slowScoringMs, slowServingMs } from "./slow-models.ts";
import { followSourceReads, guessedTextMs, type SourceReads } from "./source-reads.ts";

export interface TimeEstimate {
  readonly trainings: number;
  readonly ms: number;
}

/** What a cell adds to the work of a run. */
export interface CellWork {
  readonly cell: PlannedCell;
  /** Trainings that neither an earlier cell nor a finished one has made, teachers' included. */
  readonly trainings: number;
  /** Rows times epochs of these trainings. */
  readonly trainedTexts: number;
  /** What these trainings take beyond models of the reference experiment's size, by a guess. */
  readonly extraTrainingMs: number;
  /** What models of other sources read so that these trainings can be made, and no earlier cell or finished one made them read. */
  readonly reads: SourceReads;
}

/** What a cell is whose trainings are all made. */
export const NOTHING_TO_TRAIN: Omit<CellWork, "cell"> = {
  trainings: 0,
  trainedTexts: 0,
  extraTrainingMs: 0,
  reads: { askings: 0, texts: new Map() },
};

/** How long the parts of a cell take. */
export interface Pace {
  /** Compressing and serving. */
  cellMs(cell: PlannedCell): number;
  /** Encoding or answering a text, by the id of the model's source. */
  textMs(source: string | undefined): number;
  /** Of a model as large as the reference experiment's, beside the start of a training's process. */
  trainMsPerText(cell: PlannedCell): number;
}

/**
 * Estimates how long cells will take: one training per distinct key, teachers' included, what models of other sources encode and
 * answer for these, and compressing and serving per cell. Based on the folder's records if there are any, else on guesses.
 */
export function estimateTime(plan: Plan, cells: readonly PlannedCell[], records: readonly RunRecord[]): TimeEstimate {
  const pace = paceOf(plan, records);
  const works = cellWorks(plan, cells, records);
  return {
    trainings: works.reduce((sum, { trainings }) => sum + trainings, 0),
    ms: works.reduce((sum, work) => sum + msOfCell(work, pace), 0),
  };
}

/** @param cells in the order in which they run: the first that needs a training makes it */
export function cellWorks(plan: Plan, cells: readonly PlannedCell[], records: readonly RunRecord[]): CellWork[] {
  const made = new Set<string>();
  const readsOf = followSourceReads(plan);
  const workOf = (cell: PlannedCell): CellWork => {
    const trainings = [...teacherTrainings(cell), cell];
    const keys = new Map(trainings.map((training) => [trainingKey(training, plan.code), training]));
    const missing = [...keys].filter(([key]) => !made.has(key));
    for (const [key] of missing) made.add(key);
    const texts = missing.map(([, training]) => textsOf(plan, training));
    const reads = missing.map(([, training]) => readsOf(training));
    return {
      cell,
      trainings: missing.length,
      trainedTexts: sumOf(texts),
      extraTrainingMs: sumOf(missing.map(([, training], index) => extraTrainingMs(training, texts[index]!))),
      reads: together(reads),
    };
  };
  for (const done of finishedCells(plan, cells, records)) workOf(done);
  return cells.map(workOf);
}

function together(reads: readonly SourceReads[]): SourceReads {
  if (reads.length === 0) return NOTHING_TO_TRAIN.reads;
  const texts = new Map<string, number>();
  for (const [source, count] of reads.flatMap((one) => [...one.texts])) {
    texts.set(source, (texts.get(source) ?? 0) + count);
  }
  return { askings: reads.reduce((sum, { askings }) => sum + askings, 0), texts };
}

export function msOfCell(
  { cell, trainings, trainedTexts, extraTrainingMs: extraMs, reads }: CellWork,
  pace: Pace,
): number {
  const readMs = [...reads.texts].reduce((sum, [source, count]) => sum + count * pace.textMs(source), 0);
  const startMs = (trainings + reads.askings) * GUESS_OF_RUN.trainStartMs;
  return startMs + trainedTexts * pace.trainMsPerText(cell) + extraMs + readMs + pace.cellMs(cell);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * The pace of finished records: of the same source, backend and scenario if there are any. Without these a slow model's is computed from what it takes for a text, as the fastest
 * record of its source or a guess has it; any other's is the mean of all records but those of slow models, or a guess.
 */
export function paceOf(plan: Plan, records: readonly RunRecord[]): Pace {
  const finished = records.filter((record): record is OkRecord => record.status === "ok");
  const fastest = new Map<string, number>();
  for (const { experiment, usage } of finished) {
    const { source } = experiment.model;
    const ms = MS_PER_SECOND / usage.serve.textsPerSecond;
    if (source !== undefined) fastest.set(source, Math.min(fastest.get(source) ?? Number.POSITIVE_INFINITY, ms));
  }
  const textMs = (source: string | undefined) =>
    (source === undefined ? undefined : fastest.get(source)) ?? guessedTextMs(source);
  const cellMsOf = (record: OkRecord) => {
    const { compress, serve } = record.usage.processWallMs;
    return withoutExtra(compress + serve, extraCellMs(plan, record));
  };
  const served = meansBy(finished, (record) => [{ backend: wayOf(record.experiment), value: cellMsOf(record) }]);
  const quick = finished.filter(({ experiment }) => !isSlow(textMs(experiment.model.source))).map(cellMsOf);
  const quickMs = quick.length === 0 ? null : mean(quick);
  const cells = cellsOf(plan, finished);
  const trained = meansBy(finished, (record) => {
    const { training } = record.experiment;
    const texts =
      (textsOf(plan, cells.get(runKey(record)) ?? record) / training.epochs) * record.training.history.length;
    const ms = withoutExtra(record.usage.processWallMs.train, extraTrainingMs(record, texts));
    return texts > 0 ? [{ backend: training.backend, value: ms / texts }] : [];
  });
  return {
    cellMs: (cell) => {
      const ms = textMs(cell.experiment.model.source);
      const guess = GUESS_OF_RUN.cellMs + searches(cell) * GUESS_OF_SEARCH.cellMs;
      const known = served.of(wayOf(cell.experiment));
      if (isSlow(ms)) return known ?? guess + slowServingMs(ms) + slowScoringMs(ms, plan, cell);
      return (known ?? quickMs ?? guess) + extraCellMs(plan, cell);
    },
    textMs,
    trainMsPerText: ({ experiment: { training } }) =>
      trained.of(training.backend) ?? trained.overall ?? GUESS_OF_RUN.msPerTrainedText,
  };
}

/** At least so much of a time is not that of a model's size: the guess of that may be too large. */
const LEAST_SHARE = 0.02;

/** What a model of the reference experiment's size would have taken. */
function withoutExtra(ms: number, extraMs: number): number {
  return Math.max(ms - extraMs, ms * LEAST_SHARE);
}

/** The planned cells of records, by their keys. */
function cellsOf({ cells }: Plan, records: readonly OkRecord[]): ReadonlyMap<string, PlannedCell> {
  const keys = new Set(records.map(runKey));
  return new Map(
    keys.size === 0 ? [] : cells.map((cell) => [runKey(cell), cell] as const).filter(([key]) => keys.has(key)),
  );
}

/** By what samples are estimated, besides those that were taken. */
export interface SamplingPace {
  /** How many processes start side by side; on two cores, four take the time of two. */
  readonly together: number;
  readonly textMs: Pace["textMs"];
}

/** Estimates how long samples of serving will take, each cell as often as it is listed. */
export function estimateSampling(
  cells: readonly PlannedCell[],
  taken: readonly ServingSample[],
  pace: SamplingPace,
): number {
  return cells.map(samplingPace(taken, pace)).reduce((sum, ms) => sum + ms, 0);
}

/**
 * How long a sample of a cell takes: as its own that the folder has or, without any, by what a slow model takes for a text, and for any other model as all that the folder has, or
 * else by a guess.
 */
export function samplingPace(
  taken: readonly ServingSample[],
  { together: side, textMs }: SamplingPace,
): (cell: PlannedCell) => number {
  const ownMs = ({ processWallMs, timedMs }: ServingSample) => timedMs + (processWallMs - timedMs) / side;
  const takenMs = taken.length === 0 ? null : mean(taken.map(ownMs));
  const byExperiment = new Map(
    [...groupBy(taken, ({ experiment }) => experiment)].map(([id, own]) => [id, mean(own.map(ownMs))]),
  );
  const msOf = perObject((cell: PlannedCell) => {
    const { id, model } = cell.experiment;
    const ms = textMs(model.source);
    const guess = GUESS_OF_RUN.sampleMs + searchMsOfSample(cell);
    return byExperiment.get(id) ?? (isSlow(ms) ? guess + slowSampleMs(ms) : (takenMs ?? guess + extraSampleMs(cell)));
  });
  // A cell is sampled in many rounds.
  return (cell) => msOf(cell);
}

/** What searching for a rate adds to a sample of a cell, by a guess; 0 for one whose figure is no rate under a bound. */
export function searchMsOfSample(cell: PlannedCell): number {
  return searches(cell) * GUESS_OF_SEARCH.sampleMs;
}

/** 1 for a cell whose figure is a rate under a bound, which is searched for, else 0. */
function searches(cell: PlannedCell): number {
  return meansSomething("p99BoundMs", scenarioOf(cell)) ? 1 : 0;
}

/** Cells of one source that are served alike take about as long. */
function wayOf(experiment: Pick<Experiment, "model" | "serving">): string {
  const { source = REFERENCE } = experiment.model;
  return `${source} ${experiment.serving.backend} ${scenarioOf({ experiment })}`;
}

/** Keys of a cell's own training and its teachers'. */
export function trainingKeys({ code }: Pick<Plan, "code">, cell: PlannedCell): string[] {
  return [cell, ...teacherTrainings(cell)].map((training) => trainingKey(training, code));
}

/** Cells that are finished, and not about to be measured again. */
function finishedCells(plan: Plan, toRun: readonly PlannedCell[], records: readonly RunRecord[]): PlannedCell[] {
  const finished = new Set(
    records.flatMap((record) => (record.status === "ok" && record.code === plan.code ? [runKey(record)] : [])),
  );
  if (finished.size === 0) return [];
  const running = new Set(toRun.map(runKey));
  return plan.cells.filter((cell) => finished.has(runKey(cell)) && !running.has(runKey(cell)));
}

/** Rows times epochs, unlabelled ones of the dataset included. */
function textsOf(plan: Plan, { experiment, unlabelled }: Pick<PlannedCell, "experiment" | "unlabelled">): number {
  const { model, training } = experiment;
  // Other sources train elsewhere, or fit in one pass.
  if (model.source !== undefined) return 0;
  const rows = unlabelled === REST ? plannedRows(plan, experiment.dataset).train : usedRows(plan, experiment);
  return rows * training.epochs;
}

/** Means of values by backend, and of all. */
function meansBy(
  records: readonly OkRecord[],
  read: (record: OkRecord) => readonly { readonly backend: string; readonly value: number }[],
): { of(backend: string): number | undefined; readonly overall: number | undefined } {
  const all = records.flatMap(read);
  const means = new Map(
    [...groupBy(all, ({ backend }) => backend)].map(([backend, own]) => [backend, mean(own.map(({ value }) => value))]),
  );
  return {
    of: (backend) => means.get(backend),
    overall: all.length === 0 ? undefined : mean(all.map(({ value }) => value)),
  };
}
