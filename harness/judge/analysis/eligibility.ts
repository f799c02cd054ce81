import type { QualityRule } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { countsOn, type Side } from "../quality/answers.ts";
import { faultsOf, majorityAnswer } from "../quality/usefulness.ts";
import { judgeRule, modelKey, type QualityVerdict } from "../quality/verdict.ts";
import type { CellResult, OnTestRows } from "./analysis.ts";
import { seedAndRepeat } from "./compare.ts";
import type { Condition } from "./condition.ts";
import { type FinishedRuns, pooledValue, thresholdOf } from "./floor.ts";
import type { Floor, Refusal } from "./standard.ts";

/** The cells of one configuration with their pooled figures. */
export interface ConfigurationGroup {
  readonly id: string;
  /** What is given in it. */
  readonly condition: Condition;
  /** Of its condition. */
  readonly isBaseline: boolean;
  readonly cells: readonly CellResult[];
  readonly runs: readonly PricedRun[];
  readonly figures: Figures | null;
  readonly isOnSameData: boolean;
}

export type FinishedGroup = ConfigurationGroup & FinishedRuns;

export function isFinished(group: ConfigurationGroup): group is FinishedGroup {
  return group.figures !== null;
}

/** What configurations are judged by. */
export interface Standard {
  readonly floors: readonly Floor[];
  /** The dataset's labels. */
  readonly classes: readonly string[];
  readonly baseline: FinishedGroup | null;
  /** Different models on the data that the answer is about: so many are judged by a rule. */
  readonly models: ModelCounts;
}

interface ModelCounts {
  readonly all: number;
  readonly besideBaseline: number;
}

/** How many different models configurations have. */
export function countModels(finished: readonly FinishedGroup[]): ModelCounts {
  const count = (groups: readonly FinishedGroup[]) =>
    new Set(groups.flatMap(({ runs: [first] }) => (first === undefined ? [] : [modelKey(first)]))).size;
  return { all: count(finished), besideBaseline: count(finished.filter(({ isBaseline }) => !isBaseline)) };
}

/** What a configuration reaches of each rule, in their order. */
export function qualityOf(group: ConfigurationGroup, standard: Standard): (QualityVerdict | null)[] {
  return standard.floors.map(({ rule, selectedOn }) => verdictOn(selectedOn, rule, group, standard));
}

/** The same on the test rows, which do not select. */
export function onTestRows(group: ConfigurationGroup, standard: Standard): OnTestRows[] {
  return standard.floors.map(({ rule }) => ({
    figure: isFinished(group) ? pooledValue(rule, standard.classes, group, "test") : null,
    verdict: verdictOn("test", rule, group, standard),
  }));
}

function verdictOn(
  side: Side,
  rule: QualityRule,
  group: ConfigurationGroup,
  { classes, baseline, models }: Standard,
): QualityVerdict | null {
  const threshold = thresholdOf(rule, classes, baseline, side);
  if (!isFinished(group) || !group.isOnSameData || threshold === null) return null;
  const value = pooledValue(rule, classes, group, side);
  return judgeRule({
    rule,
    labels: classes,
    side,
    runs: group.runs,
    twinOf: (run) => baseline?.runs.find((other) => seedAndRepeat(other) === seedAndRepeat(run)),
    pooled: value === null ? null : pooledComparison(rule, value, threshold),
    comparisons: "withinPoints" in rule ? models.besideBaseline : models.all,
  });
}

function pooledComparison(rule: QualityRule, value: number, threshold: number) {
  if (!("withinPoints" in rule)) return { value, required: threshold };
  const required = -rule.withinPoints / 100;
  return { value: value - threshold + required, required };
}

/**
 * Why a configuration cannot be the answer; null if it can.
 * @param reference the configuration whose data counts
 */
export function refusalOf(
  group: ConfigurationGroup,
  quality: readonly (QualityVerdict | null)[],
  { floors, classes }: Standard,
  reference: "baseline" | "first-configuration",
): Refusal | null {
  const { cells, runs, isOnSameData } = group;
  if (!isFinished(group)) {
    const why = cells.find(({ noFigures }) => noFigures !== null)?.noFigures ?? { status: "missing" };
    return { kind: "no-figures", why };
  }
  if (!isOnSameData) return { kind: "other-data", reference };
  const fault = faultOf(runs, classes, floors);
  if (fault !== null) return fault;
  if (runs.length < cells.length) return { kind: "unfinished", finished: runs.length, planned: cells.length };
  return unmetRule(group, quality, { floors, classes });
}

/** Why its accuracy says little, whatever the rules ask for. */
function faultOf(runs: readonly PricedRun[], classes: readonly string[], floors: readonly Floor[]): Refusal | null {
  const faults = faultsOf(runs);
  if (faults === null) return null;
  const inRuns = { faulty: faults.faulty, runs: faults.runs };
  if (faults.neverPredicted.length > 0) {
    const labels = faults.neverPredicted.map((label) => classes[label] ?? String(label));
    return { kind: "never-predicts", labels, ...inRuns };
  }
  // Who asks for the recall of a rare class accepts an accuracy below that of the frequent one.
  const isOnlyAccurate = floors.every(({ rule }) => rule.figure === "accuracy");
  if (!faults.isChance && !(faults.isBelowMajority && isOnlyAccurate)) return null;
  const { label, share } = majorityAnswer(runs.find(({ quality }) => quality.test !== null)!)!;
  const majority = { label: classes[label] ?? "", share };
  return { kind: "no-better-than-majority", majority, isBelow: faults.isBelowMajority, ...inRuns };
}

/** The first rule that it misses or, if it misses none, the first that it is not shown to meet. */
function unmetRule(
  { figures, runs }: FinishedGroup,
  quality: readonly (QualityVerdict | null)[],
  { floors, classes }: Pick<Standard, "floors" | "classes">,
): Refusal | null {
  const judged = floors.map((floor, index) => ({ floor, verdict: quality[index] ?? null }));
  const missed = judged.find(({ verdict }) => verdict?.verdict === "missed");
  if (missed?.verdict != null) return { kind: "below-floor", floor: missed.floor, verdict: missed.verdict };
  const untold = judged.find(({ verdict }) => verdict === null);
  if (untold !== undefined) {
    const { rule, selectedOn, threshold } = untold.floor;
    const lacksRows = selectedOn === "validation" && figures.validationAccuracy === null;
    if (lacksRows) return { kind: "no-validation-rows" };
    const { label } = rule;
    const counts = runs[0] === undefined ? null : countsOn(runs[0], selectedOn);
    if (label !== null && counts !== null && counts.present[classes.indexOf(label)] === 0) {
      return { kind: "no-rows-of-class", label, selectedOn };
    }
    const isRecorded = rule.figure === "accuracy" || runs.every(({ quality: { test } }) => test !== null);
    return threshold === null && isRecorded ? { kind: "no-baseline" } : { kind: "not-recorded", rule };
  }
  const unproven = judged.find(({ verdict }) => verdict?.verdict === "not-shown");
  return unproven?.verdict == null ? null : { kind: "not-shown", floor: unproven.floor, verdict: unproven.verdict };
}
