import { mean } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
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
import { servingOf } from "../../contract/serving.ts";
import { ALL_ROWS } from "../../contract/training-fields.ts";
import { teacherTrainings, trainingKey } from "../artifact-keys.ts";
import { GUESS_OF_RUN, GUESS_OF_SEARCH } from "../guesses.ts";

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
}

/** How long the parts of a cell take. */
export interface Pace {
  /** Compressing and serving. */
  cellMs(cell: PlannedCell): number;
  /** Beside the start of a training's process. */
  trainMsPerText(cell: PlannedCell): number;
}

/**
 * Estimates how long cells will take: one training per distinct key, teachers' included, and compressing and serving per
 * cell. Based on the folder's records if there are any, else on guesses.
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
  const made = new Set(finishedTrainings(plan, cells, records));
  return cells.map((cell) => {
    const trainings = [cell, ...teacherTrainings(cell)];
    const keys = new Map(trainings.map((training) => [trainingKey(training, plan.code), training]));
    const missing = [...keys].filter(([key]) => !made.has(key));
    for (const [key] of missing) made.add(key);
    const trainedTexts = missing.reduce((sum, [, training]) => sum + textsOf(plan, training), 0);
    return { cell, trainings: missing.length, trainedTexts };
  });
}

export function msOfCell({ cell, trainings, trainedTexts }: CellWork, pace: Pace): number {
  return trainings * GUESS_OF_RUN.trainStartMs + trainedTexts * pace.trainMsPerText(cell) + pace.cellMs(cell);
}

/** The pace of finished records: of the same backend if there are any, else of all, else guesses. */
export function paceOf(plan: Plan, records: readonly RunRecord[]): Pace {
  const finished = records.filter((record): record is OkRecord => record.status === "ok");
  const served = meansBy(finished, ({ experiment, usage: { processWallMs } }) => [
    { backend: wayOf(experiment), value: processWallMs.compress + processWallMs.serve },
  ]);
  const trained = meansBy(finished, (record) => {
    const { training } = record.experiment;
    const texts = (textsOf(plan, record) / training.epochs) * record.training.history.length;
    return texts > 0 ? [{ backend: training.backend, value: record.usage.processWallMs.train / texts }] : [];
  });
  return {
    cellMs: (cell) => served(wayOf(cell.experiment)) ?? GUESS_OF_RUN.cellMs + searches(cell) * GUESS_OF_SEARCH.cellMs,
    trainMsPerText: ({ experiment: { training } }) => trained(training.backend) ?? GUESS_OF_RUN.msPerTrainedText,
  };
}

/** Estimates how long samples of serving will take, each cell as often as it is listed. */
export function estimateSampling(
  cells: readonly PlannedCell[],
  taken: readonly ServingSample[],
  together: number,
): number {
  return cells.map(samplingPace(taken, together)).reduce((sum, ms) => sum + ms, 0);
}

/**
 * How long a sample of a cell takes, from those that the folder has, or else by a guess.
 * @param together how many processes start side by side; on two cores, four take the time of two
 */
export function samplingPace(taken: readonly ServingSample[], together: number): (cell: PlannedCell) => number {
  const ownMs = ({ processWallMs, timedMs }: ServingSample) => timedMs + (processWallMs - timedMs) / together;
  const takenMs = taken.length === 0 ? null : mean(taken.map(ownMs));
  return (cell) => takenMs ?? GUESS_OF_RUN.sampleMs + searchMsOfSample(cell);
}

/** What searching for a rate adds to a sample of a cell, by a guess; 0 for one whose figure is no rate under a bound. */
export function searchMsOfSample(cell: PlannedCell): number {
  return searches(cell) * GUESS_OF_SEARCH.sampleMs;
}

/** 1 for a cell whose figure is a rate under a bound, which is searched for, else 0. */
function searches({ experiment }: PlannedCell): number {
  return meansSomething("p99BoundMs", servingOf(experiment.serving).scenario) ? 1 : 0;
}

/** Cells of one source that are served alike take about as long. */
function wayOf({ model: { source = REFERENCE }, serving }: Pick<Experiment, "model" | "serving">): string {
  return `${source} ${serving.backend} ${servingOf(serving).scenario}`;
}

/** Keys of a cell's own training and its teachers'. */
export function trainingKeys({ code }: Pick<Plan, "code">, cell: PlannedCell): string[] {
  return [cell, ...teacherTrainings(cell)].map((training) => trainingKey(training, code));
}

/** Keys of the trainings of cells that are finished, and not about to be measured again. */
function finishedTrainings(plan: Plan, toRun: readonly PlannedCell[], records: readonly RunRecord[]): string[] {
  const running = new Set(toRun.map(runKey));
  const finished = new Set(
    records.flatMap((record) => (record.status === "ok" && record.code === plan.code ? [runKey(record)] : [])),
  );
  const done = plan.cells.filter((cell) => finished.has(runKey(cell)) && !running.has(runKey(cell)));
  return done.flatMap((cell) => trainingKeys(plan, cell));
}

/** Rows times epochs. Validation and test rows are not subtracted, since this is an estimate. */
function textsOf(plan: Plan, { experiment }: Pick<PlannedCell, "experiment">): number {
  const { dataset: id, model, training } = experiment;
  // Other sources train elsewhere, or fit in one pass.
  if (model.source !== undefined) return 0;
  const { train = 0 } = plan.datasets.find((one) => one.id === id)?.rowCounts ?? {};
  const { rows = ALL_ROWS, epochs } = training;
  return (rows === ALL_ROWS ? train : Math.min(rows, train)) * epochs;
}

/** A function that gives the mean of a backend's values, or of all where it has none; null without any. */
function meansBy(
  records: readonly OkRecord[],
  read: (record: OkRecord) => readonly { readonly backend: string; readonly value: number }[],
): (backend: string) => number | null {
  const all = records.flatMap(read);
  const means = new Map(
    [...groupBy(all, ({ backend }) => backend)].map(([backend, own]) => [backend, mean(own.map(({ value }) => value))]),
  );
  const overall = all.length === 0 ? null : mean(all.map(({ value }) => value));
  return (backend) => means.get(backend) ?? overall;
}
