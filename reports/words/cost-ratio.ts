import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";

/** "30 % dearer, between 4 % less and 75 % more", after "is". */
export function ratioText({ ratio, interval, pairs }: Pick<CostComparison, "ratio" | "interval" | "pairs">): string {
  if (ratio === null || interval === null) return "of unknown relative cost";
  const middle = percent(ratio);
  const difference = middle === "0 %" ? "as expensive" : `${middle} ${ratio > 1 ? "dearer" : "cheaper"}`;
  if (pairs === 1) return `${difference} in a single pair`;
  return `${difference}, between ${boundText(interval.low)} and ${boundText(interval.high)}`;
}

function boundText(ratio: number): string {
  const share = percent(ratio);
  return share === "0 %" ? "the same" : `${share} ${ratio > 1 ? "more" : "less"}`;
}

/** How far a ratio is from 1: 1.3 -> "30 %", 0.96 -> "4 %" */
export function percent(ratio: number): string {
  return `${Math.round(Math.abs(ratio - 1) * 100)} %`;
}
