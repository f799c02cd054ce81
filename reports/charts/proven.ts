import { perObject } from "../../harness/base/per-object.ts";
import type { Spread } from "../../harness/base/statistics/summaries.ts";
import { compareCosts, comparisonsThatName } from "../../harness/judge/analysis/ties.ts";
import { areOfSeveral } from "../../harness/judge/analysis/within-condition.ts";
import type { QuantityFigure } from "../../harness/judge/figures/figure.ts";
import { pooledFigure } from "../../harness/judge/figures/figures.ts";
import type { FinishedConfiguration } from "./chart.ts";

/** What a title may say about a figure of serving: only what the pairs of samples or runs prove, about eligible configurations. */
export type Finding =
  /**
   * The best of those that are measurably better than the baseline; the ratio is its figure over the baseline's, which stand beside it. What pairs show to be
   * better and whose figure is not is no finding.
   */
  | {
      readonly kind: "better";
      readonly best: FinishedConfiguration;
      readonly baseline: FinishedConfiguration;
      readonly ratio: number;
    }
  /** None is measurably better than the baseline. */
  | { readonly kind: "none-better"; readonly baseline: FinishedConfiguration }
  /** No difference, however large, could have been told by so few pairs. */
  | { readonly kind: "too-few" }
  | { readonly kind: "only-one"; readonly one: FinishedConfiguration }
  /** Nothing to compare with, or configurations of several conditions. */
  | { readonly kind: "none" };

/** What holds of those that have the figure, found once for all languages. */
export const findingOf = perObject((all: readonly FinishedConfiguration[], figure: QuantityFigure): Finding => {
  const finished = all.filter(({ figures }) => pooledFigure(figures, figure) !== null);
  // A comparison calls more of a figure dearer, whichever is better.
  const better = figure.better === "higher" ? "dearer" : "cheaper";
  if (areOfSeveral(finished)) return { kind: "none" };
  const eligible = finished.filter(({ isEligible }) => isEligible);
  const baseline = eligible.find(({ isBaseline }) => isBaseline);
  const [one] = eligible;
  if (one !== undefined && eligible.length === 1) return { kind: "only-one", one };
  if (baseline === undefined) return { kind: "none" };
  const count = comparisonsThatName(eligible);
  const comparisons = eligible
    .filter((other) => other !== baseline)
    .map((best) => ({ best, ...compareCosts(best, baseline, count, figure) }));
  const proven = comparisons.filter(({ verdict }) => verdict === better);
  const middleOf = ({ figures }: FinishedConfiguration) => (pooledFigure(figures, figure) as Spread).middle;
  const [first] = proven
    .map(({ best }) => ({ best, ratio: middleOf(best) / middleOf(baseline) }))
    .filter(({ ratio }) => (better === "dearer" ? ratio > 1 : ratio < 1))
    .sort((a, b) => (better === "dearer" ? b.ratio - a.ratio : a.ratio - b.ratio));
  if (first !== undefined) return { kind: "better", baseline, ...first };
  if (proven.length > 0) return { kind: "none" };
  const isUntold = comparisons.some(({ verdict, seen }) => verdict === "inconclusive" && seen === null);
  return isUntold ? { kind: "too-few" } : { kind: "none-better", baseline };
});
