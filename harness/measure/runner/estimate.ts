import { mean } from "simple-statistics";
import type { OkRecord, Plan, PlannedCell, RunRecord } from "../../contract/index.ts";
import { teacherTrainings, trainingKey } from "../plan.ts";

/** Guesses for a machine that has not run the matrix yet; the first records replace them. */
const GUESS = { startMs: 800, serveMs: 2500, msPerTrainedText: 0.03 };

export interface TimeEstimate {
  readonly trainings: number;
  readonly ms: number;
}

/**
 * Time that cells will take: a training for each distinct key, teachers' included, compressing and serving for each
 * cell. From what earlier records of the folder took where there are some, else from guesses.
 */
export function estimateTime(plan: Plan, cells: readonly PlannedCell[], records: readonly RunRecord[]): TimeEstimate {
  const seen = records.filter((record): record is OkRecord => record.status === "ok");
  const trainings = cells.flatMap((cell) => [cell, ...teacherTrainings(cell)]);
  const distinct = new Map(trainings.map((training) => [trainingKey(training, plan.code), training]));
  const trainMs = [...distinct.values()].map((cell) => GUESS.startMs + trainedTexts(plan, cell) * perText(plan, seen));
  const cellMs =
    seen.length === 0
      ? GUESS.startMs + GUESS.serveMs
      : mean(seen.map(({ usage: { processWallMs } }) => processWallMs.compress + processWallMs.serve));
  return { trainings: distinct.size, ms: trainMs.reduce((sum, ms) => sum + ms, 0) + cells.length * cellMs };
}

/** Rows times epochs; the share that is held back or tested is left in, since this is an estimate. */
function trainedTexts(plan: Plan, { experiment }: Pick<PlannedCell, "experiment">): number {
  const dataset = plan.datasets.find(({ id }) => id === experiment.dataset);
  return (dataset?.rowCounts.train ?? 0) * experiment.training.epochs;
}

function perText(plan: Plan, seen: readonly OkRecord[]): number {
  const measured = seen.flatMap((record) => {
    const { history } = record.training;
    const texts = (trainedTexts(plan, record) / record.experiment.training.epochs) * history.length;
    return texts > 0 ? [record.usage.processWallMs.train / texts] : [];
  });
  return measured.length === 0 ? GUESS.msPerTrainedText : mean(measured);
}
