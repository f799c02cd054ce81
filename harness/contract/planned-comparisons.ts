import { groupBy } from "../base/group-by.ts";
import { comparisonsOf } from "./measuring.ts";
import { type ComparedCell, scenarioBaselines } from "./scenario-baselines.ts";
import { scenarioOf } from "./serving.ts";

/**
 * Comparisons that could name a winner, before anything ran: each configuration counts as a work of its own. Of several scenarios, each
 * with an answer of its own, those of the one that has the most.
 */
export function plannedComparisons(cells: readonly ComparedCell[]): number {
  const baselines = scenarioBaselines(cells);
  const counts = [...groupBy(cells, scenarioOf).values()].map((own) => {
    const configurations = new Set(own.map(({ configuration }) => configuration));
    return comparisonsOf(
      configurations.size,
      [...configurations].some((one) => baselines.has(one)),
    );
  });
  return Math.max(0, ...counts);
}
