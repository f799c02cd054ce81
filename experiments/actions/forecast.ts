import { type Plan, type RunLine, recordsIn } from "../../harness/contract/index.ts";
import type { PrecisionSpec } from "../../harness/contract/precision.ts";
import { cellResults } from "../../harness/judge/analysis/cells.ts";
import { type Detectable, detectableBy } from "../../harness/judge/analysis/detectable.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { formatCount, formatUsd, listing, plural } from "../../harness/judge/figures/format.ts";
import { type CellState, cellStates } from "../../harness/measure/cell-states.ts";
import { detectableLines } from "../../reports/words/detectable.ts";
import { precisionGoal } from "../../reports/words/precision.ts";
import { dataLines } from "../data-lines.ts";
import { type MissingPart, skippedLines } from "../missing-parts.ts";
import { print } from "../print.ts";
import { durationText } from "../progress.ts";
import { cellTable } from "../tables.ts";
import type { RoundRange } from "./until-precise.ts";
import { cellCosts, workOf } from "./work.ts";

/** What a run would do. */
export interface Forecast {
  /** How the data is read, and what looks wrong with it. */
  readonly data: readonly string[];
  /** Which cells will be skipped, since a package or program is not installed, with the command that installs it. */
  readonly skipped: readonly string[];
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
  /** The same time at the hourly prices of the plan's offers. */
  readonly estimateUsd: number;
  /** What repeating for the matrix's precision may add; absent if it asks for none. */
  readonly upTo?: { readonly rounds: number; readonly seeds: number };
  /** The smallest differences that will probably show. */
  readonly detectable: Detectable;
}

/** @param parts what is not installed, with the cells that need it */
export function forecastOf(
  plan: Plan,
  range: RoundRange,
  lines: readonly RunLine[],
  parts: readonly MissingPart[],
): Forecast {
  const records = recordsIn(lines);
  const states = cellStates(plan, records);
  const toRun = plan.cells.filter((_, at) => states[at] !== "done");
  const cellsToRun = cellCosts(plan, toRun, records);
  const { trainings, samples, cellsMs, samplesMs, usd } = workOf(plan, range.fewest, toRun, lines, cellsToRun);
  const costs = new Map(cellsToRun.map((cost) => [cost.cell, cost]));
  const labels = labelsOf(plan);
  const { precision, seeds } = plan;
  return {
    data: dataLines(plan),
    skipped: skippedLines(plan, parts),
    cells: plan.cells.map((cell, at) => ({
      experiment: cell.experiment.id,
      configuration: labels.names.get(cell.configuration) ?? cell.configuration,
      seed: cell.experiment.training.seed,
      repeat: cell.repeat,
      state: states[at]!,
      estimateMs: costs.get(cell)?.ms ?? null,
      estimateUsd: costs.get(cell)?.usd ?? null,
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
}

/** @param out the run folder, as it is shown */
export function sayForecast(
  plan: Plan,
  { data, skipped, cells, trainings, rounds, samples, estimateMs, estimateUsd, detectable, upTo }: Forecast,
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
  for (const line of skipped) print(line);
  if (count("stale") > 0) print("stale: measured by other code, so it will be measured again");
  const serving =
    rounds === 0 ? "" : `; then ${plural(rounds, "round")} of serving (${plural(samples, "sample")} to take)`;
  print(
    `${plural(trainings, "training")}${serving}; about ${durationText(estimateMs)} and ${formatUsd(estimateUsd)} in total, ${pricesText(plan)}; results go to ${out}`,
  );
  const isRepeated = rounds > 0 || plan.precision?.metric === "accuracy";
  if (plan.precision !== undefined && upTo !== undefined && isRepeated)
    print(repeatsText(plan, plan.precision, upTo, rounds));
  for (const line of detectableLines(detectable)) print(line);
}

/** "13 rounds to 40, until the cost of serving is known to ±5 % in every configuration"; of an end that leaves no choice, "13 rounds and no more". */
function repeatsText(
  { seeds }: Plan,
  precision: PrecisionSpec,
  upTo: NonNullable<Forecast["upTo"]>,
  rounds: number,
): string {
  const [least, most, noun] =
    precision.metric === "accuracy" ? [seeds.length, upTo.seeds, "seed"] : [rounds, upTo.rounds, "round"];
  const fewest = plural(least, noun);
  if (most <= least) return `${fewest} and no more, since precision.maxRepeats is ${formatCount(precision.maxRepeats)}`;
  return `${fewest} to ${most}, ${precisionGoal(precision)} in every configuration; the time is that of the fewest`;
}

/** "at $0.08925 per hour (aws/c7i.large/us-east-1/on-demand)", for each offer of the cells. */
function pricesText({ cells, offers }: Plan): string {
  const used = new Set(cells.map(({ priceId }) => priceId));
  const texts = offers.filter(({ id }) => used.has(id)).map(({ id, usdPerHour }) => `$${usdPerHour} per hour (${id})`);
  return `at ${listing(texts)}`;
}
