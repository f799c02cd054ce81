import { mean, median, sampleStandardDeviation } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { medianInterval, valuesForInterval } from "../../base/statistics/median-interval.ts";
import { tQuantile } from "../../base/statistics/student-t.ts";
import { measured } from "../../base/statistics/summaries.ts";
import type { Plan } from "../../contract/index.ts";
import type { PrecisionSpec } from "../../contract/precision.ts";
import { textsPerSecond } from "../figures/catalogue/texts-per-second.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import type { Precision } from "./known-precision.ts";

const CONFIDENCE = 0.95;

/** Null if the matrix asks for none. */
export function precisionOf({ precision }: Plan, cells: readonly CellResult[]): Precision | null {
  if (precision === undefined) return null;
  const finished = [...groupBy(cells, ({ cell }) => cell.configuration).values()].filter(
    (members) => finishedRuns(members).length > 0,
  );
  const values = finished.map((members) => VALUES[precision.metric](members));
  const widths = values.map(precision.metric === "accuracy" ? meanWidth : medianWidth);
  const rounds = cells.flatMap(({ samples }) => samples).reduce((most, { round }) => Math.max(most, round), 0);
  const seeds = values.map(({ length }) => length);
  const at = widths.includes(null) ? widths.indexOf(null) : widths.indexOf(Math.max(...measured(widths)));
  const widest = finished.length === 0 ? null : { label: finished[at]![0]!.label, relative: widths[at]! };
  return {
    ...precision,
    repeats: precision.metric === "accuracy" ? (seeds.length === 0 ? 0 : Math.min(...seeds)) : rounds,
    widest,
    isReached: widest !== null && widest.relative !== null && widest.relative <= precision.relative,
  };
}

/** The values of a configuration whose interval counts. */
const VALUES = {
  usdPerMillionTexts: (cells) => sampled(cells, usdPerMillionTexts),
  textsPerSecond: (cells) => sampled(cells, textsPerSecond),
  // A repeat with the same seed is the same model.
  accuracy: (cells) =>
    [...groupBy(finishedRuns(cells), ({ experiment }) => String(experiment.training.seed)).values()].map((runs) =>
      mean(runs.map(({ quality }) => quality.accuracy)),
    ),
} as const satisfies Record<PrecisionSpec["metric"], (cells: readonly CellResult[]) => number[]>;

/** Of all samples of the work that the configuration's cells do. */
function sampled(
  cells: readonly CellResult[],
  { sampled: read }: typeof usdPerMillionTexts | typeof textsPerSecond,
): number[] {
  const runs = finishedRuns(cells);
  const pools = new Map(runs.map((run) => [run.samples, run]));
  return [...pools].flatMap(([samples, run]) => samples.map((sample) => read(sample, run)));
}

/** Half of the order-statistic interval of the median, over the median. */
function medianWidth(values: readonly number[]): number | null {
  if (values.length < valuesForInterval(1 - CONFIDENCE)) return null;
  const { low, high } = medianInterval(values, 1 - CONFIDENCE);
  return (high - low) / 2 / median([...values]);
}

/** Half of Student's interval of the mean over the trainings, over the mean. */
function meanWidth(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const error = sampleStandardDeviation([...values]) / Math.sqrt(values.length);
  return (tQuantile((1 + CONFIDENCE) / 2, values.length - 1) * error) / mean([...values]);
}
