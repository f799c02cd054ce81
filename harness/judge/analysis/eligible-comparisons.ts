import { perObject } from "../../base/per-object.ts";
import type { ConfigurationResult } from "./analysis.ts";
import type { CostComparison } from "./cost-comparison.ts";
import type { Chosen } from "./decision.ts";

/** The winner's comparisons with others that could have won; found once for the many sentences that ask for them. */
export const eligibleComparisons = perObject(
  ({ comparisons }: Chosen, configurations: readonly ConfigurationResult[]): readonly CostComparison[] => {
    const eligible = new Set(configurations.flatMap(({ id, isEligible }) => (isEligible ? [id] : [])));
    return comparisons.filter(({ configuration }) => eligible.has(configuration));
  },
);
