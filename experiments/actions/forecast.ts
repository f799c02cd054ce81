import { sum } from "simple-statistics";
import { type Plan, type PlannedCell, type RunLine, recordsIn, samplesIn } from "../../harness/contract/index.ts";
import type { PrecisionSpec } from "../../harness/contract/precision.ts";
import { cellResults } from "../../harness/judge/analysis/cells.ts";
import { type Detectable, detectableBy } from "../../harness/judge/analysis/detectable.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { formatUsd, listing, plural } from "../../harness/judge/figures/format.ts";
import { wallUsd } from "../../harness/judge/pricing/cost.ts";
import { type CellState, cellStates } from "../../harness/measure/cell-states.ts";
import { cellWorks, msOfCell, paceOf, samplingPace } from "../../harness/measure/runner/estimate.ts";
import { missingRounds } from "../../harness/measure/sampling/missing-rounds.ts";
import { detectableLines } from "../../reports/words/detectable.ts";
import { precisionGoal } from "../../reports/words/precision.ts";
import { dataLines } from "../data-lines.ts";
import { print } from "../print.ts";
import { durationText } from "../progress.ts";
import { cellTable } from "../tables.ts";
import { samplesTogether, usdPerHourOf } from "./measure.ts";
import type { RoundRange } from "./until-precise.ts";

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
    /** Of its phases and the trainings that it needs first, without samples; null if it is done. */
    readonly estimateMs: number | null;
    readonly estimateUsd: number | null;
  }[];
  readonly trainings: number;
  readonly rounds: number;
  readonly samples: number;
  readonly estimateMs: number;
  /** What repeating for the matrix's precision may add; absent if it asks for none. */
  readonly upTo?: { readonly rounds: number; readonly seeds: number };
  /** The same time at the hourly prices of the plan's offers. */
  readonly estimateUsd: number;
  /** The smallest differences that will probably show. */
  readonly detectable: Detectable;
}

export function forecastOf(plan: Plan, range: RoundRange, lines: readonly RunLine[]): Forecast {
  const states = cellStates(plan, recordsIn(lines));
  const toRun = plan.cells.filter((_, at) => states[at] !== "done");
  const { trainings, samples, cellsMs, samplesMs, usd } = workOf(plan, range.fewest, toRun, lines);
  const labels = labelsOf(plan);
  const { names } = labels;
  const [records, works] = [recordsIn(lines), cellWorks(plan, toRun, recordsIn(lines))];
  const pace = paceOf(plan, records);
  const msOf = new Map(works.map((work) => [work.cell, msOfCell(work, pace)]));
  const { precision, seeds } = plan;
  return {
    data: dataLines(plan),
    cells: plan.cells.map((cell, at) => ({
      experiment: cell.experiment.id,
      configuration: names.get(cell.configuration) ?? cell.configuration,
      seed: cell.experiment.training.seed,
      repeat: cell.repeat,
      state: states[at]!,
      estimateMs: msOf.get(cell) ?? null,
      estimateUsd: usdOfCell(cell),
    })),
    trainings,
    rounds: range.fewest,
    samples,
    estimateMs: cellsMs + samplesMs,
    estimateUsd: usd,
    detectable: detectableBy(plan, range.fewest, cellResults(plan, lines, labels)),
    ...(precision === undefined
      ? {}
      : {
          upTo: {
            rounds: range.most,
            seeds: precision.metric === "accuracy" ? precision.maxRepeats : seeds.length,
          },
        }),
  };

  function usdOfCell(cell: PlannedCell): number | null {
    const ms = msOf.get(cell);
    return ms === undefined ? null : wallUsd(ms, usdPerHourOf(plan, cell.priceId));
  }
}

/** What is left to do, and about how long it takes. */
export interface Work {
  readonly trainings: number;
  readonly cellsMs: number;
  readonly samples: number;
  readonly samplesMs: number;
  /** At the offers of the cells. */
  readonly usd: number;
}

/** What is left after a run of a plan's cells. */
export function leftOf(plan: Plan, rounds: number, lines: readonly RunLine[]): Work & { readonly cells: number } {
  const states = cellStates(plan, recordsIn(lines));
  const toRun = plan.cells.filter((_, at) => states[at] !== "done");
  return { ...workOf(plan, rounds, toRun, lines), cells: toRun.length };
}

/** @param toRun cells that are to be measured, before the samples are taken */
export function workOf(plan: Plan, rounds: number, toRun: readonly PlannedCell[], lines: readonly RunLine[]): Work {
  const records = recordsIn(lines);
  const pace = paceOf(plan, records);
  const works = cellWorks(plan, toRun, records);
  const sampled = missingRounds(plan, lines, rounds, toRun).flatMap(({ cells }) => cells);
  const msOfSample = samplingPace(samplesIn(lines), samplesTogether(plan));
  const usdOf = (cell: PlannedCell, ms: number) => wallUsd(ms, usdPerHourOf(plan, cell.priceId));
  return {
    trainings: sum(works.map(({ trainings }) => trainings)),
    cellsMs: sum(works.map((work) => msOfCell(work, pace))),
    samples: sampled.length,
    samplesMs: sum(sampled.map(msOfSample)),
    usd: sum([
      ...works.map((work) => usdOf(work.cell, msOfCell(work, pace))),
      ...sampled.map((cell) => usdOf(cell, msOfSample(cell))),
    ]),
  };
}

/** @param out the run folder, as it is shown */
export function sayForecast(
  plan: Plan,
  { data, cells, trainings, rounds, samples, estimateMs, estimateUsd, detectable, upTo }: Forecast,
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
  print(
    `${plural(trainings, "training")}${serving}; about ${durationText(estimateMs)} and ${formatUsd(estimateUsd)} in total, ${pricesText(plan)}; results go to ${out}`,
  );
  if (plan.precision !== undefined && upTo !== undefined) print(repeatsText(plan, plan.precision, upTo, rounds));
  for (const line of detectableLines(detectable)) print(line);
}

/** "13 rounds to 40, until the cost of serving is known to ±5 % in every configuration" */
function repeatsText(
  { seeds }: Plan,
  precision: PrecisionSpec,
  upTo: NonNullable<Forecast["upTo"]>,
  rounds: number,
): string {
  const range =
    precision.metric === "accuracy"
      ? `${plural(seeds.length, "seed")} to ${upTo.seeds}`
      : `${plural(rounds, "round")} to ${upTo.rounds}`;
  return `${range}, ${precisionGoal(precision)} in every configuration; the time is that of the fewest`;
}

/** "at $0.08925 per hour (aws/c7i.large/us-east-1/on-demand)", for each offer of the cells. */
function pricesText({ cells, offers }: Plan): string {
  const used = new Set(cells.map(({ priceId }) => priceId));
  const texts = offers.filter(({ id }) => used.has(id)).map(({ id, usdPerHour }) => `$${usdPerHour} per hour (${id})`);
  return `at ${listing(texts)}`;
}
