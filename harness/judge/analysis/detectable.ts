import { mean, median, medianAbsoluteDeviation } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { valuesForInterval } from "../../base/statistics/median-interval.ts";
import { noticedChance } from "../../base/statistics/sign-power.ts";
import { tQuantile } from "../../base/statistics/student-t.ts";
import { conditionBaselines } from "../../contract/condition-baselines.ts";
import { conditionKey } from "../../contract/given-axes.ts";
import type { Plan } from "../../contract/index.ts";
import { COST_MISS, FEWEST_PAIRS, plannedTestRows } from "../../contract/measuring.ts";
import { plannedComparisons } from "../../contract/planned-comparisons.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { pairsOf } from "./compare.ts";
import { logRatios, SAME_WITHIN } from "./ties.ts";

/** Chance of telling a difference of the size that is named. */
const POWER = 0.8;
/** Of the test of accuracies. */
const LEVEL = 0.05;
/** What is assumed of models that have not run yet: two trainings of one kind differ in more rows, two formats of one in fewer. */
const ASSUMED_SHARE = 0.05;
/** And of ln of the ratio of two costs in a round: what a machine gives that does little else. */
const ASSUMED_SPREAD = 0.1;
/** Standard deviations of a normal distribution in a median absolute deviation. */
const MAD_TO_DEVIATION = 1.4826;

/** The smallest differences that a design will probably show. */
export interface Detectable {
  readonly power: number;
  readonly accuracy: {
    readonly testRows: number;
    /** Share of the rows that one of two models answers rightly and the other does not. */
    readonly differingShare: number;
    /** Whether the share is assumed, and not that of finished runs. */
    readonly isAssumed: boolean;
    /** A fraction; null if so few rows show nothing. */
    readonly difference: number | null;
  };
  /** Null where nothing is sampled, or compared. */
  readonly cost: {
    readonly rounds: number;
    /** Standard deviation of ln of the ratio of two costs in one round. */
    readonly spread: number;
    readonly isAssumed: boolean;
    /** How many times as dear; null if so few rounds show nothing. Costs within a tenth are called the same, however certain. */
    readonly factor: number | null;
  } | null;
}

/**
 * What a plan can tell by the rules of the analysis: accuracies by the sign test over the test rows of a training (McNemar's), costs by the
 * interval of the median over rounds. Of accuracies this is said for one pair of trainings: what more seeds change depends on whether they
 * err in the same rows.
 * @param cells those that have finished say how much models and rounds differ
 */
export function detectableBy(plan: Plan, rounds: number, cells: readonly CellResult[]): Detectable {
  const comparisons = plannedComparisons(plan);
  const observed = observedDifferences(plan, cells);
  const testRows = observed.testRows ?? comparedTestRows(plan);
  const share = observed.differingShare ?? ASSUMED_SHARE;
  const spread = observed.spread ?? ASSUMED_SPREAD;
  return {
    power: POWER,
    accuracy: {
      testRows,
      differingShare: share,
      isAssumed: observed.differingShare === null,
      difference: smallestAccuracyDifference(testRows, share),
    },
    cost:
      rounds === 0 || comparisons === 0
        ? null
        : {
            rounds,
            spread,
            isAssumed: observed.spread === null,
            factor: smallestCostFactor(rounds, spread, comparisons),
          },
  };
}

/**
 * The smallest difference of two models' accuracies on the same rows that McNemar's exact test shows.
 * @param differingShare of the rows that one of them answers rightly and the other does not
 * @returns a fraction; null if so few rows show nothing
 */
export function smallestAccuracyDifference(testRows: number, differingShare: number): number | null {
  // Where models differ in fewer rows than the test needs, one that is better differs in more.
  const differing = Math.max(Math.round(testRows * differingShare), valuesForInterval(LEVEL));
  if (differing > testRows) return null;
  const rarer = noticedChance(differing, LEVEL, POWER);
  return rarer === null ? null : ((1 - 2 * rarer) * differing) / testRows;
}

/**
 * The smallest ratio of two costs that the interval of the median over rounds shows, and that is not called the same.
 * @param spread standard deviation of its logarithm in a round, taken to be normal
 * @returns above 1; null if so few rounds show nothing
 */
export function smallestCostFactor(rounds: number, spread: number, comparisons: number): number | null {
  const wrongWay = rounds < FEWEST_PAIRS ? null : noticedChance(rounds, COST_MISS / comparisons, POWER);
  if (wrongWay === null) return null;
  return Math.max(SAME_WITHIN, Math.exp(spread * tQuantile(1 - wrongWay, Number.POSITIVE_INFINITY)));
}

/** Accuracies are compared with the baseline's, on its data. */
function comparedDataset({ cells }: Pick<Plan, "cells">): string | undefined {
  return (cells.find(({ isBaseline }) => isBaseline) ?? cells[0])?.experiment.dataset;
}

function comparedTestRows(plan: Plan): number {
  const compared = comparedDataset(plan);
  return plannedTestRows((plan.datasets.find(({ id }) => id === compared) ?? plan.datasets[0]!).rowCounts);
}

interface Observed {
  readonly testRows: number | null;
  readonly differingShare: number | null;
  readonly spread: number | null;
}

/** Medians over the finished configurations, each compared with the baseline of its condition or, without one, with the first. */
function observedDifferences(plan: Plan, cells: readonly CellResult[]): Observed {
  const { given = [] } = plan;
  const dataset = comparedDataset(plan);
  const baselines = conditionBaselines({ given, cells: cells.map(({ cell }) => cell) });
  const compared = [...groupBy(cells, ({ cell }) => conditionKey(cell, { given })).values()].flatMap((own) => {
    const groups = [...groupBy(own, ({ cell }) => cell.configuration)];
    const [id, reference] = groups.find(([configuration]) => baselines.has(configuration)) ?? groups[0]!;
    const twins = finishedRuns(reference);
    return groups.flatMap(([other, group]) => (other === id ? [] : [{ runs: finishedRuns(group), twins }]));
  });
  const shares = compared.flatMap(({ runs, twins }) =>
    pairsOf(runs, twins).map(({ candidate, reference }) =>
      mean([...candidate].map((right, row) => Math.abs(right - reference[row]!))),
    ),
  );
  const spreads = compared.flatMap(({ runs, twins }) => {
    const ratios = logRatios(runs, twins, usdPerMillionTexts);
    return ratios.length < FEWEST_PAIRS ? [] : [MAD_TO_DEVIATION * medianAbsoluteDeviation(ratios)];
  });
  return {
    testRows: finishedRuns(cells).find(({ experiment }) => experiment.dataset === dataset)?.quality.testRows ?? null,
    differingShare: shares.length === 0 ? null : median(shares),
    spread: spreads.length === 0 ? null : median(spreads),
  };
}
