import { mean } from "simple-statistics";
import type { OkRecord, Plan, PlannedCell, RunRecord, ServingSample } from "../../contract/index.ts";
import { meansSomething } from "../../contract/scenarios.ts";
import { servingOf } from "../../contract/serving.ts";
import { teacherTrainings, trainingKey } from "../plan.ts";

/** For a machine that has no records of the matrix yet. */
const GUESS = {
  startMs: 800,
  serveMs: 2500,
  msPerTrainedText: 0.03,
  sampleMs: 350,
  searchMs: 15_000,
  sampledSearchMs: 2500,
};

export interface TimeEstimate {
  readonly trainings: number;
  readonly ms: number;
}

/**
 * Estimates how long cells will take: one training per distinct key, teachers' included, and compressing and serving per
 * cell. Based on the folder's records if there are any, else on guesses.
 */
export function estimateTime(plan: Plan, cells: readonly PlannedCell[], records: readonly RunRecord[]): TimeEstimate {
  const finished = records.filter((record): record is OkRecord => record.status === "ok");
  const trainings = cells.flatMap((cell) => [cell, ...teacherTrainings(cell)]);
  const distinct = new Map(trainings.map((training) => [trainingKey(training, plan.code), training]));
  const trainMs = [...distinct.values()].map(
    (cell) => GUESS.startMs + trainedTexts(plan, cell) * trainMsPerText(plan, finished),
  );
  const cellMs =
    finished.length === 0
      ? GUESS.startMs + GUESS.serveMs + loadShare(cells) * GUESS.searchMs
      : mean(finished.map(({ usage: { processWallMs } }) => processWallMs.compress + processWallMs.serve));
  return { trainings: distinct.size, ms: trainMs.reduce((sum, ms) => sum + ms, 0) + cells.length * cellMs };
}

/**
 * Estimates how long samples of serving will take, from those that the folder has, or else by a guess.
 * @param cells that are sampled, each as often as it is
 * @param together how many processes start side by side; on two cores, four take the time of two
 */
export function estimateSampling(
  cells: readonly PlannedCell[],
  taken: readonly ServingSample[],
  together: number,
): number {
  const ownMs = ({ processWallMs, timedMs }: ServingSample) => timedMs + (processWallMs - timedMs) / together;
  const guessedMs = GUESS.sampleMs + loadShare(cells) * GUESS.sampledSearchMs;
  return cells.length * (taken.length === 0 ? guessedMs : mean(taken.map(ownMs)));
}

/** Share of the cells for which a rate is searched for. */
function loadShare(cells: readonly PlannedCell[]): number {
  const loads = cells.filter(({ experiment }) => meansSomething("p99BoundMs", servingOf(experiment.serving).scenario));
  return cells.length === 0 ? 0 : loads.length / cells.length;
}

/** Rows times epochs. Validation and test rows are not subtracted, since this is an estimate. */
function trainedTexts(plan: Plan, { experiment }: Pick<PlannedCell, "experiment">): number {
  const dataset = plan.datasets.find(({ id }) => id === experiment.dataset);
  return (dataset?.rowCounts.train ?? 0) * experiment.training.epochs;
}

function trainMsPerText(plan: Plan, finished: readonly OkRecord[]): number {
  const measured = finished.flatMap((record) => {
    const { history } = record.training;
    const texts = (trainedTexts(plan, record) / record.experiment.training.epochs) * history.length;
    return texts > 0 ? [record.usage.processWallMs.train / texts] : [];
  });
  return measured.length === 0 ? GUESS.msPerTrainedText : mean(measured);
}
