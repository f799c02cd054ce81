import { groupBy } from "../base/group-by.ts";
import { type ComparedCells, conditionBaselines } from "./condition-baselines.ts";
import { conditionKey } from "./given-axes.ts";
import { comparisonsOf } from "./measuring.ts";

/**
 * Comparisons that could name a winner, before anything ran: each configuration counts as a work of its own. Of several conditions, each
 * with an answer of its own, those of the one that has the most.
 */
export function plannedComparisons(plan: ComparedCells): number {
  const baselines = conditionBaselines(plan);
  const counts = [...groupBy(plan.cells, (cell) => conditionKey(cell, plan)).values()].map((own) => {
    const configurations = new Set(own.map(({ configuration }) => configuration));
    return comparisonsOf(
      configurations.size,
      [...configurations].some((one) => baselines.has(one)),
    );
  });
  return Math.max(0, ...counts);
}
