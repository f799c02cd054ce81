import { type Plan, type PlannedCell, type RunLine, recordsIn, samplesIn } from "../../harness/contract/index.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { type Remaining, remaining } from "../../harness/measure/plan.ts";
import { estimateSampling, estimateTime } from "../../harness/measure/runner/estimate.ts";
import { missingRounds, sampleCount } from "../../harness/measure/sampling/serving-rounds.ts";
import { print } from "../print.ts";
import { durationText } from "../progress.ts";
import { type CellState, cellTable } from "../tables.ts";

/** What a run would do. */
export interface Forecast {
  /** In running order. */
  readonly cells: readonly {
    readonly experiment: string;
    readonly configuration: string;
    readonly seed: number;
    readonly repeat: number;
    readonly state: CellState;
  }[];
  readonly trainings: number;
  readonly rounds: number;
  readonly samples: number;
  readonly estimateMs: number;
}

export function forecastOf(plan: Plan, rounds: number, lines: readonly RunLine[]): Forecast {
  const { toRun, ...states } = remaining(plan, recordsIn(lines));
  const { trainings, ms } = estimateTime(plan, toRun, recordsIn(lines));
  const samples = sampleCount(missingRounds(plan, lines, rounds, toRun));
  const { names } = labelsOf(plan);
  return {
    cells: plan.cells.map((cell) => ({
      experiment: cell.experiment.id,
      configuration: names.get(cell.configuration) ?? cell.configuration,
      seed: cell.experiment.training.seed,
      repeat: cell.repeat,
      state: stateIn(cell, states),
    })),
    trainings,
    rounds,
    samples,
    estimateMs: ms + estimateSampling(samples, samplesIn(lines)),
  };
}

function stateIn(cell: PlannedCell, { done, stale, failed }: Omit<Remaining, "toRun">): CellState {
  if (done.includes(cell)) return "done";
  if (stale.includes(cell)) return "stale";
  return failed.includes(cell) ? "failed" : "to run";
}

/** @param out the run folder, as it is shown */
export function sayForecast(
  plan: Plan,
  { cells, trainings, rounds, samples, estimateMs }: Forecast,
  out: string,
): void {
  const count = (...states: readonly CellState[]) => cells.filter(({ state }) => states.includes(state)).length;
  print(
    cellTable(
      plan,
      cells.map(({ state }) => state),
    ),
  );
  print(
    `\n${plural(cells.length, "cell")}, ${count("done")} done, ${count("stale")} stale, ${cells.length - count("done")} to run`,
  );
  if (count("stale") > 0) print("stale: measured by other code, so it will be measured again");
  print(
    `${plural(trainings, "training")}; then ${plural(rounds, "round")} of serving (${plural(samples, "sample")} to take); about ${durationText(estimateMs)} in total; results go to ${out}`,
  );
}
