import { mean } from "simple-statistics";
import type { OkRecord, Plan, PlannedCell, RunRecord, ServingSample } from "../../contract/index.ts";
import { teacherTrainings, trainingKey } from "../plan.ts";

/** For a machine that has no records of the matrix yet. */
const GUESS = { startMs: 800, serveMs: 2500, msPerTrainedText: 0.03, sampleMs: 350 };

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
      ? GUESS.startMs + GUESS.serveMs
      : mean(finished.map(({ usage: { processWallMs } }) => processWallMs.compress + processWallMs.serve));
  return { trainings: distinct.size, ms: trainMs.reduce((sum, ms) => sum + ms, 0) + cells.length * cellMs };
}

/**
 * Estimates how long samples of serving will take, from those that the folder has, or else by a guess.
 * @param together how many processes start side by side; on two cores, four take the time of two
 */
export function estimateSampling(samples: number, taken: readonly ServingSample[], together: number): number {
  const ownMs = ({ processWallMs, timedMs }: ServingSample) => timedMs + (processWallMs - timedMs) / together;
  return samples * (taken.length === 0 ? GUESS.sampleMs : mean(taken.map(ownMs)));
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
