import type { AccuracyFloor } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import type { Floor } from "./analysis.ts";

/** Fractions that differ by rounding alone are equal: 0.87 - 0.01 must admit 0.86. */
const ROUNDING = 1e-9;

/**
 * Sets the floor. It is judged on validation rows where the baseline has them (without a baseline: where any
 * configuration has them), else on the test rows.
 * @param baseline figures of the baseline, null where it did not finish or the plan names none
 * @param finished figures of what finished on the baseline's data
 */
export function floorOf(rule: AccuracyFloor, baseline: Figures | null, finished: readonly Figures[]): Floor {
  const deciding = baseline === null ? finished : [baseline];
  const selectedOn = deciding.some(({ validationAccuracy }) => validationAccuracy !== null) ? "validation" : "test";
  if ("atLeast" in rule) return { rule, selectedOn, threshold: rule.atLeast };
  const accuracy = baseline === null ? null : selectingAccuracy(baseline, selectedOn);
  return { rule, selectedOn, threshold: accuracy === null ? null : accuracy - rule.withinPoints / 100 };
}

/** Mean accuracy on the rows that select; null where the configuration held none back. */
export function selectingAccuracy(figures: Figures, selectedOn: Floor["selectedOn"]): number | null {
  return (selectedOn === "validation" ? figures.validationAccuracy : figures.accuracy)?.middle ?? null;
}

export function reaches(figures: Figures, { threshold, selectedOn }: Floor): boolean {
  const accuracy = selectingAccuracy(figures, selectedOn);
  return threshold !== null && accuracy !== null && accuracy >= threshold - ROUNDING;
}
