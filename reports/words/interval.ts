import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import type { Spread } from "../../harness/base/statistics/summaries.ts";
import type { FigureInterval, IntervalMethod } from "../../harness/judge/analysis/interval.ts";
import { plural } from "../../harness/judge/figures/format.ts";

/** "$0.001" and "$0.002" -> "$0.001 – 0.002"; a shared unit is written once. */
export function rangeOf(low: string, high: string): string {
  const unit = /[^\d.,]+$/.exec(high)?.[0] ?? "";
  const from = unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low;
  const to = low.startsWith("$") ? high.replace("$", "") : high;
  return `${from} – ${to}`;
}

/** "86.1 – 87.9 %"; empty where the ends look like the middle. */
export function intervalText(spread: Spread, interval: Interval | null, format: (value: number) => string): string {
  const { low, high } = interval ?? spread;
  const isFlat = [low, high].every((end) => format(end) === format(spread.middle));
  return isFlat ? "" : rangeOf(format(low), format(high));
}

/** "86.5 % (86.1 – 87.9 %)" */
export function withEnds(middle: number, { low, high }: Interval, format: (value: number) => string): string {
  return `${format(middle)} (${rangeOf(format(low), format(high))})`;
}

const METHODS: Readonly<Record<IntervalMethod, string>> = {
  rows: "over rows and trainings",
  "order-statistics": "of the median, by order statistics",
  "student-t": "by Student’s t",
};

/** "95 % interval 86.1 – 87.9 %, over rows and trainings; range 86.5 – 87.2 % in 3 runs" */
export function spreadText(spread: Spread, interval: FigureInterval | null, format: (value: number) => string): string {
  const { low, high, runs } = spread;
  const range = `range ${rangeOf(format(low), format(high))} in ${plural(runs, "run")}`;
  if (interval === null) return range;
  // The luck of a single training is in none of its rows.
  const method = interval.method === "rows" && runs === 1 ? "over the rows alone" : METHODS[interval.method];
  return `95 % interval ${rangeOf(format(interval.low), format(interval.high))}, ${method}; ${range}`;
}
