import type { ConfigurationResult } from "./analysis.ts";
import type { CostComparison } from "./cost-comparison.ts";
import type { Chosen } from "./decision.ts";

/** The winner's comparisons with others that could have won. */
export function eligibleComparisons(
  { comparisons }: Chosen,
  configurations: readonly ConfigurationResult[],
): CostComparison[] {
  const eligible = new Set(configurations.flatMap(({ id, isEligible }) => (isEligible ? [id] : [])));
  return comparisons.filter(({ configuration }) => eligible.has(configuration));
}
