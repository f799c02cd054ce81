import { mean } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import type { QualityRule } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { countsOn } from "../quality/answers.ts";
import { ruleFigure, scoreOf } from "../quality/rule-figure.ts";
import type { Floor } from "./standard.ts";

/** The finished runs of a configuration, and their pooled figures. */
export interface FinishedRuns {
  readonly runs: readonly PricedRun[];
  readonly figures: Figures;
}

/**
 * What each rule asks for. They apply to the validation rows if the baseline has any (without a baseline: if any
 * configuration does), otherwise to the test rows.
 * @param labels the dataset's
 * @param baseline null if it did not finish or the plan has none
 * @param finished the configurations that finished on the baseline's data
 */
export function floorsOf(
  rules: readonly QualityRule[],
  labels: readonly string[],
  baseline: FinishedRuns | null,
  finished: readonly FinishedRuns[],
): Floor[] {
  const deciding = baseline === null ? finished : [baseline];
  const hasValidation = deciding.some(({ figures }) => figures.validationAccuracy !== null);
  const selectedOn = hasValidation ? "validation" : "test";
  const rows = rowsOf(deciding, selectedOn);
  return rules.map((rule) => ({ rule, selectedOn, rows, threshold: thresholdOf(rule, labels, baseline, selectedOn) }));
}

/** What a rule asks of its figure on one side; null if it needs the baseline's figure, and there is none. */
export function thresholdOf(
  rule: QualityRule,
  labels: readonly string[],
  baseline: FinishedRuns | null,
  side: Floor["selectedOn"],
): number | null {
  if ("atLeast" in rule) return rule.atLeast;
  const value = baseline === null ? null : pooledValue(rule, labels, baseline, side);
  return value === null ? null : value - rule.withinPoints / 100;
}

function rowsOf(finished: readonly FinishedRuns[], side: Floor["selectedOn"]): number | null {
  const [first] = finished.flatMap(({ runs }) => runs);
  if (first === undefined) return null;
  return side === "test" ? first.quality.testRows : (first.quality.validation?.rows ?? null);
}

/** Mean accuracy on the selecting rows; null if the configuration has no such rows. */
export function selectingAccuracy(figures: Figures, selectedOn: Floor["selectedOn"]): number | null {
  return (selectedOn === "validation" ? figures.validationAccuracy : figures.accuracy)?.middle ?? null;
}

/** A rule's figure as the mean of the trainings; null if a run lacks it. */
export function pooledValue(
  rule: QualityRule,
  labels: readonly string[],
  { runs, figures }: FinishedRuns,
  side: Floor["selectedOn"],
): number | null {
  if (rule.figure === "accuracy") return selectingAccuracy(figures, side);
  const figure = ruleFigure(rule, labels);
  const means: number[] = [];
  for (const group of groupBy(runs, ({ usage }) => usage.trainRun).values()) {
    const counts = group.flatMap((run) => countsOn(run, side) ?? []);
    if (counts.length < group.length) return null;
    means.push(mean(counts.map((one) => scoreOf(figure, one))));
  }
  return means.length === 0 ? null : mean(means);
}
