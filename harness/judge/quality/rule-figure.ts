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
import type { Answers } from "./answers.ts";

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

/**
 * The figure over rows that count as often as their weights say.
 * @param weights [rows]; each row counts once if left out
 * @returns in [0, 1]; 0 where it is not defined, such as the precision of a class that is never predicted
 */
export function figureOver(
  { figure, label }: RuleFigure,
  { labels, predictions, classes }: Answers,
  weights?: Uint32Array,
): number {
  const counts = {
    present: new Float64Array(classes),
    predicted: new Float64Array(classes),
    right: new Float64Array(classes),
  };
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    const own = labels[row]!;
    const given = predictions[row]!;
    counts.present[own]! += weight;
    counts.predicted[given]! += weight;
    if (own === given) counts.right[own]! += weight;
  }
  return SCORES[figure](counts, label ?? 0) ?? 0;
}
