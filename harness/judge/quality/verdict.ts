import { mean } from "simple-statistics";
import { tQuantile } from "../../base/statistics/student-t.ts";
import { meansBySeed, twoWayError } from "../../base/statistics/two-way-error.ts";
import type { QualityRule } from "../../contract/index.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { answersOn, type Side } from "./answers.ts";
import { type AnswerPair, figureOverRows } from "./row-variance.ts";
import { ruleFigure } from "./rule-figure.ts";

/** Chance of calling a configuration good enough that is just not, over all configurations that are compared. */
const LEVEL = 0.05;
/** Fractions that only differ by rounding count as equal: 0.87 - 0.01 must admit 0.86. */
const ROUNDING = 1e-9;

/** What a configuration reaches of one rule. */
export interface QualityVerdict {
  /**
   * "met": its figure is shown to reach what the rule asks for. "missed": it is shown not to. "not-shown": the rows and
   * trainings are too few to tell.
   */
  readonly verdict: "met" | "missed" | "not-shown";
  /** The figure or, for a rule relative to the baseline, its difference from the baseline's: a fraction. */
  readonly value: number;
  /** What the rule asks of `value`. */
  readonly required: number;
  /** Standard error of `value` over rows and trainings; null if the records keep no rows, and the value alone decides. */
  readonly standardError: number | null;
  /** The one-sided bound of `value`, corrected for all configurations that are compared; equal to it without an error. */
  readonly bound: number;
  /** The one-sided bound above, of this configuration alone. */
  readonly atBest: number;
  /** Rows of the side, null if not known. */
  readonly rows: number | null;
  /** About as many rows would show that the rule is met, if the value stays; null if none would. */
  readonly rowsNeeded: number | null;
  /** The same of seeds, where rows alone would not do. */
  readonly seedsNeeded: number | null;
}

export interface JudgedRuns {
  readonly rule: QualityRule;
  readonly labels: readonly string[];
  readonly side: Side;
  readonly runs: readonly PricedRun[];
  /** The baseline's run of the same seed and repeat, for a rule relative to it. */
  readonly twinOf: (run: PricedRun) => PricedRun | undefined;
  /** Value and requirement as far as pooled figures tell, for records that keep no rows; null if nothing does. */
  readonly pooled: { readonly value: number; readonly required: number } | null;
  /** Configurations that are judged by this rule: the more, the more must be shown of each. */
  readonly comparisons: number;
}

/** Judges one rule for one configuration; null where neither rows nor pooled figures tell anything, or no row has the rule's class. */
export function judgeRule(judged: JudgedRuns): QualityVerdict | null {
  const { rule, labels, pooled, comparisons } = judged;
  const pairs = pairsOf(judged);
  const [first] = pairs;
  if (first === undefined) return pooled === null ? null : pooledVerdict(pooled);
  const { label } = ruleFigure(rule, labels);
  // No row has the class: its figures are 0 by convention, and show nothing.
  if (label !== null && !first.own.labels.includes(label)) return null;
  const required = "withinPoints" in rule ? -rule.withinPoints / 100 : rule.atLeast;
  const rows = first.own.labels.length;
  if (pairs.every(({ isSameModel }) => isSameModel)) return sameModel(required, rows);
  const { values, rowVariance, unseenVariance } = figureOverRows(ruleFigure(rule, labels), pairs);
  const bySeed = meansBySeed(values.map((value, index) => ({ seed: pairs[index]!.seed, value })));
  const value = mean(bySeed);
  const error = twoWayError(rowVariance + unseenVariance, rows, bySeed);
  const deviations = tQuantile(1 - LEVEL / Math.max(1, comparisons), error.degreesOfFreedom);
  const bound = value - deviations * error.standardError;
  const atBest = value + tQuantile(1 - LEVEL, error.degreesOfFreedom) * error.standardError;
  const verdict = bound >= required - ROUNDING ? "met" : atBest < required - ROUNDING ? "missed" : "not-shown";
  // No figure is below 0 or above 1, and no difference of two beyond 1.
  const least = "withinPoints" in rule ? -1 : 0;
  const possible = { bound: Math.max(least, bound), atBest: Math.min(1, atBest) };
  return { verdict, value, required, standardError: error.standardError, ...possible, rows, ...needed() };

  /** What would bring the bound to the limit, at the same value and the same spread. */
  function needed(): Pick<QualityVerdict, "rowsNeeded" | "seedsNeeded"> {
    const reach = ((value - required) / deviations) ** 2;
    if (verdict !== "not-shown" || value <= required) return { rowsNeeded: null, seedsNeeded: null };
    const forRows = reach - error.trainingVariance;
    if (forRows > 0) return { rowsNeeded: Math.ceil(rows * timesAsMany(forRows)), seedsNeeded: null };
    return { rowsNeeded: null, seedsNeeded: Math.ceil((bySeed.length * error.standardError ** 2) / reach) };
  }

  /** By how much the rows must grow for their squared error to be `wanted`: rowVariance / x + unseenVariance / x². */
  function timesAsMany(wanted: number): number {
    return (rowVariance + Math.sqrt(rowVariance ** 2 + 4 * unseenVariance * wanted)) / (2 * wanted);
  }
}

function pooledVerdict({ value, required }: { readonly value: number; readonly required: number }): QualityVerdict {
  const verdict = value >= required - ROUNDING ? "met" : "missed";
  return {
    verdict,
    value,
    required,
    standardError: null,
    bound: value,
    atBest: value,
    rows: null,
    rowsNeeded: null,
    seedsNeeded: null,
  };
}

/** The baseline's own model on another runtime that gives the same answers: nothing was sampled. */
function sameModel(required: number, rows: number): QualityVerdict {
  return {
    verdict: "met",
    value: 0,
    required,
    standardError: 0,
    bound: 0,
    atBest: 0,
    rows,
    rowsNeeded: null,
    seedsNeeded: null,
  };
}

interface JudgedPair extends AnswerPair {
  readonly seed: number;
  readonly isSameModel: boolean;
}

/** The runs that keep their rows and, for a relative rule, have a twin on the same rows. */
function pairsOf({ rule, side, runs, twinOf }: JudgedRuns): JudgedPair[] {
  const isRelative = "withinPoints" in rule;
  const pairs = runs.flatMap((run): JudgedPair[] => {
    const own = answersOn(run, side);
    const { seed } = run.experiment.training;
    if (own === null) return [];
    if (!isRelative) return [{ own, twin: null, seed, isSameModel: false }];
    const twinRun = twinOf(run);
    const twin = twinRun === undefined ? null : answersOn(twinRun, side);
    if (twinRun === undefined || twin === null || twin.labels.length !== own.labels.length) return [];
    const isSameModel =
      modelKey(run) === modelKey(twinRun) && own.predictions.every((one, row) => one === twin.predictions[row]);
    return [{ own, twin, seed, isSameModel }];
  });
  const rows = pairs[0]?.own.labels.length;
  return pairs.every(({ own }) => own.labels.length === rows) ? pairs : [];
}

/** Equal for runs with the weights of one training, changed by the same techniques and told apart at the same threshold. */
export function modelKey({ experiment: { techniques, serving }, usage }: PricedRun): string {
  return JSON.stringify([usage.trainRun, techniques, serving.threshold ?? null]);
}
