import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import { formatRatio } from "../../harness/judge/figures/format.ts";

/** "30 % dearer, between 4 % less and 75 % more" or "2,540 times as expensive in a single pair", after "is". */
export function ratioText({ ratio, interval, pairs }: Pick<CostComparison, "ratio" | "interval" | "pairs">): string {
  if (ratio === null || interval === null) return "of unknown relative cost";
  const difference = differenceText(ratio);
  if (pairs === 1) return `${difference} in a single pair`;
  return `${difference}, between ${boundText(interval.low)} and ${boundText(interval.high)}`;
}

/** Beyond it, in either direction, percentages say little: nothing is "254,239 % dearer", and all is "100 % cheaper". */
const MOST_IN_PERCENT = 10;

function differenceText(ratio: number): string {
  if (ratio >= MOST_IN_PERCENT) return `${formatRatio(ratio)} times as expensive`;
  if (ratio <= 1 / MOST_IN_PERCENT) return `${formatRatio(1 / ratio)} times cheaper`;
  const share = percent(ratio);
  return share === "0 %" ? "as expensive" : `${share} ${ratio > 1 ? "dearer" : "cheaper"}`;
}

function boundText(ratio: number): string {
  if (ratio >= MOST_IN_PERCENT) return `${formatRatio(ratio)} times as much`;
  if (ratio <= 1 / MOST_IN_PERCENT) return `${formatRatio(1 / ratio)} times less`;
  const share = percent(ratio);
  return share === "0 %" ? "the same" : `${share} ${ratio > 1 ? "more" : "less"}`;
}

/** How far a ratio is from 1: 1.3 -> "30 %", 0.96 -> "4 %" */
export function percent(ratio: number): string {
  return `${Math.round(Math.abs(ratio - 1) * 100)} %`;
}
