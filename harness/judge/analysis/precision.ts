import { mean, median } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import type { Interval } from "../../base/statistics/bootstrap.ts";
import { meanInterval } from "../../base/statistics/center-interval.ts";
import { medianInterval, valuesForInterval } from "../../base/statistics/median-interval.ts";
import { measured } from "../../base/statistics/summaries.ts";
import type { Plan } from "../../contract/index.ts";
import { ENOUGH_TRAININGS } from "../../contract/measuring.ts";
import type { PrecisionSpec } from "../../contract/precision.ts";
import { textsPerSecond } from "../figures/catalogue/texts-per-second.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import { independentValues } from "../figures/pool.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { seedMeans } from "./figure-interval.ts";
import type { Precision } from "./known-precision.ts";

/** Null if the matrix asks for none. */
export function precisionOf({ precision }: Plan, cells: readonly CellResult[]): Precision | null {
  if (precision === undefined) return null;
  const finished = [...groupBy(cells, ({ cell }) => cell.configuration).values()].filter(
    (members) => finishedRuns(members).length > 0,
  );
  const values = finished.map((members) => VALUES[precision.metric](finishedRuns(members)));
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

/** The values of a configuration's finished runs whose interval counts. */
const VALUES = {
  usdPerMillionTexts: (runs) => independentValues(usdPerMillionTexts, runs),
  textsPerSecond: (runs) => independentValues(textsPerSecond, runs),
  accuracy: (runs) => seedMeans(runs, ({ quality }) => quality.accuracy),
} as const satisfies Record<PrecisionSpec["metric"], (runs: readonly PricedRun[]) => number[]>;

/** Half of the order-statistic interval of the median, over the median. */
function medianWidth(values: readonly number[]): number | null {
  return values.length < valuesForInterval() ? null : halfOf(medianInterval(values)) / median([...values]);
}

/**
 * Half of Student's interval of the mean over the trainings, over the mean: more seeds tell nothing of the rows. Two or three seeds
 * are often equal by chance, and would end the repeating.
 */
function meanWidth(values: readonly number[]): number | null {
  return values.length < ENOUGH_TRAININGS ? null : halfOf(meanInterval(values)) / mean([...values]);
}

function halfOf({ low, high }: Interval): number {
  return (high - low) / 2;
}
