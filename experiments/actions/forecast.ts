import { type Plan, type PlannedCell, type RunLine, recordsIn, samplesIn } from "../../harness/contract/index.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { type CellState, cellStates } from "../../harness/measure/cell-states.ts";
import { estimateSampling, estimateTime } from "../../harness/measure/runner/estimate.ts";
import { missingRounds, sampledCells } from "../../harness/measure/sampling/serving-rounds.ts";
import { dataLines } from "../data-lines.ts";
import { print } from "../print.ts";
import { durationText } from "../progress.ts";
import { cellTable } from "../tables.ts";
import { samplesTogether } from "./measure.ts";

/** What a run would do. */
export interface Forecast {
  /** How the data is read, and what looks wrong with it. */
  readonly data: readonly string[];
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
  const states = cellStates(plan, recordsIn(lines));
  const toRun = plan.cells.filter((_, at) => states[at] !== "done");
  const { trainings, samples, cellsMs, samplesMs } = workOf(plan, rounds, toRun, lines);
  const { names } = labelsOf(plan);
  return {
    data: dataLines(plan),
    cells: plan.cells.map((cell, at) => ({
      experiment: cell.experiment.id,
      configuration: names.get(cell.configuration) ?? cell.configuration,
      seed: cell.experiment.training.seed,
      repeat: cell.repeat,
      state: states[at]!,
    })),
    trainings,
    rounds,
    samples,
    estimateMs: cellsMs + samplesMs,
  };
}

/** What is left to do, and about how long it takes. */
export interface Work {
  readonly trainings: number;
  readonly cellsMs: number;
  readonly samples: number;
  readonly samplesMs: number;
}

/** @param toRun cells that are to be measured, before the samples are taken */
export function workOf(plan: Plan, rounds: number, toRun: readonly PlannedCell[], lines: readonly RunLine[]): Work {
  const { trainings, ms: cellsMs } = estimateTime(plan, toRun, recordsIn(lines));
  const sampled = sampledCells(missingRounds(plan, lines, rounds, toRun));
  const samplesMs = estimateSampling(sampled, samplesIn(lines), samplesTogether(plan));
  return { trainings, cellsMs, samples: sampled.length, samplesMs };
}

/** @param out the run folder, as it is shown */
export function sayForecast(
  plan: Plan,
  { data, cells, trainings, rounds, samples, estimateMs }: Forecast,
  out: string,
): void {
  const count = (...states: readonly CellState[]) => cells.filter(({ state }) => states.includes(state)).length;
  for (const line of data) print(line);
  print("");
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
  const serving =
    rounds === 0 ? "" : `; then ${plural(rounds, "round")} of serving (${plural(samples, "sample")} to take)`;
  print(`${plural(trainings, "training")}${serving}; about ${durationText(estimateMs)} in total; results go to ${out}`);
}
