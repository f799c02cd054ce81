import {
  accuracyOfCounts,
  balancedAccuracyOf,
  type ClassCounts,
  f1Of,
  macroF1Of,
  precisionOf,
  recallOf,
} from "../../base/statistics/confusion.ts";
import type { QualityRule } from "../../contract/index.ts";

/** The figure that a rule is about, with its class as a number. */
export interface RuleFigure {
  readonly figure: QualityRule["figure"];
  /** Null for a figure of all classes. */
  readonly label: number | null;
}

type Score = (counts: ClassCounts, label: number) => number | null;

const SCORES: Readonly<Record<QualityRule["figure"], Score>> = {
  accuracy: accuracyOfCounts,
  macroF1: macroF1Of,
  balancedAccuracy: balancedAccuracyOf,
  f1: f1Of,
  precision: precisionOf,
  recall: recallOf,
};

/** @param labels the dataset's, of which the rule may name one */
export function ruleFigure({ figure, label }: QualityRule, labels: readonly string[]): RuleFigure {
  return { figure, label: label === null ? null : labels.indexOf(label) };
}

/** @returns in [0, 1]; 0 where it is not defined, such as the precision of a class that is never predicted */
export function scoreOf({ figure, label }: RuleFigure, counts: ClassCounts): number {
  const score = SCORES[figure](counts, label ?? 0);
  return score === null || Number.isNaN(score) ? 0 : score;
}
