import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import { compareCosts, comparisonsThatName, type ServingFigure } from "../../harness/judge/analysis/ties.ts";
import { areOfSeveral } from "../../harness/judge/analysis/within-condition.ts";
import type { FinishedConfiguration } from "./chart.ts";

/** What a title may say about a figure of serving: only what the pairs of samples or runs prove, about eligible configurations. */
export type Finding =
  /** The best of those that are measurably better than the baseline; the ratio is its figure over the baseline's. */
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

/** @param better verdict of a configuration that is better than the baseline: "dearer" if more of the figure is better */
export function findingOf(
  finished: readonly FinishedConfiguration[],
  figure: ServingFigure,
  better: Extract<CostComparison["verdict"], "dearer" | "cheaper">,
): Finding {
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
  const [first] = comparisons
    .flatMap(({ best, verdict, ratio }) => (verdict === better && ratio !== null ? [{ best, ratio }] : []))
    .sort((a, b) => (better === "dearer" ? b.ratio - a.ratio : a.ratio - b.ratio));
  if (first !== undefined) return { kind: "better", baseline, ...first };
  const isUntold = comparisons.some(({ verdict, seen }) => verdict === "inconclusive" && seen === null);
  return isUntold ? { kind: "too-few" } : { kind: "none-better", baseline };
}
