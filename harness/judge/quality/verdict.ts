import { probit } from "simple-statistics";
import type { Uniform } from "../../base/statistics/bootstrap.ts";
import { type BlockStatistic, blockMean, pigeonholeError } from "../../base/statistics/pigeonhole.ts";
import type { QualityRule } from "../../contract/index.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { type Answers, answersOn, type Side } from "./answers.ts";
import { figureOver, type RuleFigure, ruleFigure } from "./rule-figure.ts";

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
  /** Standard error of `value` over rows and trainings; null if the record keeps no rows, and the value alone decides. */
  readonly standardError: number | null;
  /** The one-sided bound of `value`, corrected for all configurations that are compared; equal to it without an error. */
  readonly bound: number;
  /** Rows of the side, null if not known. */
  readonly rows: number | null;
  /** About as many rows would show that the rule is met, if the value stays; null if none would. */
  readonly rowsNeeded: number | null;
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

/** Judges one rule for one configuration; null where neither rows nor pooled figures tell anything. */
export function judgeRule(judged: JudgedRuns, uniform: Uniform): QualityVerdict | null {
  const { rule, pooled, comparisons } = judged;
  const statistic = statisticOf(judged);
  if (statistic === null) {
    if (pooled === null) return null;
    const { value, required } = pooled;
    const verdict = value >= required - ROUNDING ? "met" : "missed";
    return { verdict, value, required, standardError: null, bound: value, rows: null, rowsNeeded: null };
  }
  const value = blockMean(statistic);
  const required = "withinPoints" in rule ? -rule.withinPoints / 100 : rule.atLeast;
  const standardError = pigeonholeError(statistic, uniform);
  const deviations = probit(1 - LEVEL / Math.max(1, comparisons));
  const bound = value - deviations * standardError;
  const isMissed = value + probit(1 - LEVEL) * standardError < required - ROUNDING;
  const verdict = bound >= required - ROUNDING ? "met" : isMissed ? "missed" : "not-shown";
  const { rows } = statistic;
  return { verdict, value, required, standardError, bound, rows, rowsNeeded: rowsNeeded() };

  function rowsNeeded(): number | null {
    if (verdict !== "not-shown" || value <= required) return null;
    return Math.ceil(rows * ((deviations * standardError) / (value - required)) ** 2);
  }
}

/** Null unless every run keeps its rows and, for a relative rule, has a twin with the same rows. */
function statisticOf({ rule, labels, side, runs, twinOf }: JudgedRuns): BlockStatistic | null {
  const figure = ruleFigure(rule, labels);
  const isRelative = "withinPoints" in rule;
  const blocks: { own: Answers; twin: Answers | null }[] = [];
  for (const run of runs) {
    const own = answersOn(run, side);
    const twinRun = isRelative ? twinOf(run) : undefined;
    const twin = twinRun === undefined ? null : answersOn(twinRun, side);
    if (own === null || (isRelative && (twin === null || twin.labels.length !== own.labels.length))) return null;
    blocks.push({ own, twin });
  }
  const [first] = blocks;
  if (first === undefined || blocks.some(({ own }) => own.labels.length !== first.own.labels.length)) return null;
  return {
    blocks: blocks.length,
    rows: first.own.labels.length,
    of: (block, weights) => differenceOver(figure, blocks[block]!, weights),
  };
}

function differenceOver(
  figure: RuleFigure,
  { own, twin }: { own: Answers; twin: Answers | null },
  weights: Uint32Array,
) {
  return figureOver(figure, own, weights) - (twin === null ? 0 : figureOver(figure, twin, weights));
}
