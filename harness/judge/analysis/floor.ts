import type { Figures } from "../figures/figures.ts";
import type { AccuracyFloor, Floor } from "./analysis.ts";

/** Fractions that only differ by rounding count as equal: 0.87 - 0.01 must admit 0.86. */
const ROUNDING = 1e-9;

/**
 * Sets the floor. It applies to the validation rows if the baseline has any (without a baseline: if any configuration
 * does), otherwise to the test rows.
 * @param baseline figures of the baseline; null if it did not finish or the plan has none
 * @param finished figures of the configurations that finished on the baseline's data
 */
export function floorOf(rule: AccuracyFloor, baseline: Figures | null, finished: readonly Figures[]): Floor {
  const deciding = baseline === null ? finished : [baseline];
  const selectedOn = deciding.some(({ validationAccuracy }) => validationAccuracy !== null) ? "validation" : "test";
  if ("atLeast" in rule) return { rule, selectedOn, threshold: rule.atLeast };
  const accuracy = baseline === null ? null : selectingAccuracy(baseline, selectedOn);
  return { rule, selectedOn, threshold: accuracy === null ? null : accuracy - rule.withinPoints / 100 };
}

/** Mean accuracy on the selecting rows; null if the configuration has no such rows. */
export function selectingAccuracy(figures: Figures, selectedOn: Floor["selectedOn"]): number | null {
  return (selectedOn === "validation" ? figures.validationAccuracy : figures.accuracy)?.middle ?? null;
}

export function reaches(figures: Figures, { threshold, selectedOn }: Floor): boolean {
  const accuracy = selectingAccuracy(figures, selectedOn);
  return threshold !== null && accuracy !== null && accuracy >= threshold - ROUNDING;
}
