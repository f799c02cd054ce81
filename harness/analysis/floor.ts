import type { AccuracyFloor } from "../contract.ts";
import type { Figures, Floor } from "./analysis.ts";
import { formatNumber } from "./format.ts";

/** Fractions that differ by rounding alone are equal: 0.87 - 0.01 must admit 0.86. */
const ROUNDING = 1e-9;

/**
 * Sets the floor. It is judged on validation rows where every finished configuration has them, else on the test rows.
 * @param baseline figures of the baseline, null where it did not finish or the plan names none
 */
export function floorOf(rule: AccuracyFloor, baseline: Figures | null, finished: readonly Figures[]): Floor {
  const hasValidation = finished.length > 0 && finished.every((figures) => figures.validationAccuracy !== null);
  const selectedOn = hasValidation ? "validation" : "test";
  if ("atLeast" in rule) {
    const phrase = `with at least ${formatNumber(rule.atLeast * 100)} % accuracy`;
    return { rule, phrase, selectedOn, threshold: rule.atLeast };
  }
  const points = `${formatNumber(rule.withinPoints)} point${rule.withinPoints === 1 ? "" : "s"}`;
  return {
    rule,
    phrase: `within ${points} of the baseline`,
    selectedOn,
    threshold: baseline === null ? null : selectingAccuracy(baseline, selectedOn) - rule.withinPoints / 100,
  };
}

/** Mean accuracy on the rows that select. */
export function selectingAccuracy(figures: Figures, selectedOn: Floor["selectedOn"]): number {
  const validation = figures.validationAccuracy;
  return selectedOn === "validation" && validation !== null ? validation.middle : figures.testAccuracy.middle;
}

export function reaches(figures: Figures, { threshold, selectedOn }: Floor): boolean {
  return threshold !== null && selectingAccuracy(figures, selectedOn) >= threshold - ROUNDING;
}
