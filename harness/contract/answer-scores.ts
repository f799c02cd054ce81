import { classCounts, confusionOf, scoresOfCounts } from "../base/statistics/confusion.ts";
import { type OutcomeRows, packRows } from "./outcome-rows.ts";
import type { Outcomes } from "./quality.ts";

/** What a record has of answers without their probabilities: the rows themselves, their counts, and the scores that follow from these. */
export function answerScores(rows: OutcomeRows, classes: number) {
  const confusion = confusionOf(rows.labels, rows.predictions);
  return { ...scoresOfCounts(classCounts(confusion, classes)), confusion, ...packRows(rows, classes) };
}

/** `quality.f1`: that of the positive label or, without one, the mean over classes. */
export function f1OfQuality(
  { macroF1, perClass }: Pick<Outcomes, "macroF1" | "perClass">,
  positive: number | null,
): number {
  return positive === null ? macroF1 : (perClass.f1[positive] ?? 0);
}
