import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { formatCount, formatNumber, listing, plural } from "../../harness/judge/figures/format.ts";
import { quoted } from "./class-names.ts";

const FIGURES = {
  accuracy: "accuracy",
  macroF1: "macro F1",
  balancedAccuracy: "balanced accuracy",
  f1: "F1",
  precision: "precision",
  recall: "recall",
} as const;

/** "accuracy", "recall of “fraud”" */
export function ruleFigureText({ figure, label }: Floor["rule"]): string {
  return label === null ? FIGURES[figure] : `${FIGURES[figure]} of ${quoted(label)}`;
}

/**
 * "within 1 point of the baseline on the 169 validation rows", "with at least 85 % accuracy on the test rows"; several
 * rules are joined.
 * @param floors at least one
 */
export function floorText(floors: readonly Pick<Floor, "rule" | "selectedOn" | "rows">[]): string {
  return `${listing(floors.map(({ rule }) => ruleText(rule)))} ${selectingRows(floors[0]!)}`;
}

/** "on the 169 validation rows" */
export function selectingRows({ selectedOn, rows }: Pick<Floor, "selectedOn" | "rows">): string {
  return rows === null || selectedOn === "test"
    ? `on the ${selectedOn} rows`
    : `on the ${formatCount(rows)} ${selectedOn} rows`;
}

/** "within 1 point of the baseline’s macro F1", "with at least 80 % recall of “fraud”" */
export function ruleText(rule: Floor["rule"]): string {
  if ("atLeast" in rule) return `with at least ${formatNumber(rule.atLeast * 100)} % ${ruleFigureText(rule)}`;
  const figure = rule.figure === "accuracy" ? "" : `’s ${ruleFigureText(rule)}`;
  return `within ${pointsText(rule.withinPoints)} of the baseline${figure}`;
}

/** 1 -> "1 point", 0.5 -> "0.5 points" */
export function pointsText(points: number): string {
  return points === 1 ? plural(1, "point") : `${formatNumber(points)} points`;
}
