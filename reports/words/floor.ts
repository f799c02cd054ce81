import type { Floor } from "../../harness/judge/analysis/analysis.ts";
import { formatNumber } from "../../harness/judge/figures/format.ts";

/** "within 1 point of the baseline on the validation rows", "with at least 85 % accuracy on the test rows" */
export function floorText({ rule, selectedOn }: Pick<Floor, "rule" | "selectedOn">): string {
  const least =
    "atLeast" in rule
      ? `with at least ${formatNumber(rule.atLeast * 100)} % accuracy`
      : `within ${pointsText(rule.withinPoints)} of the baseline`;
  return `${least} on the ${selectedOn} rows`;
}

/** 1 -> "1 point", 0.5 -> "0.5 points" */
export function pointsText(points: number): string {
  return `${formatNumber(points)} point${points === 1 ? "" : "s"}`;
}
