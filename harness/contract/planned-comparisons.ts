import type { Experiment } from "./experiment.ts";
import { comparisonsOf } from "./measuring.ts";
import { scenarioOf, scenariosOf } from "./serving.ts";

interface ComparedCell {
  readonly configuration: string;
  readonly isBaseline: boolean;
  readonly experiment: Pick<Experiment, "serving">;
}

/**
 * Comparisons that could name a winner, before anything ran: each configuration counts as a work of its own. Of several scenarios, each
 * with an answer of its own, those of the one that has the most.
 */
export function plannedComparisons(cells: readonly ComparedCell[]): number {
  const hasBaseline = cells.some(({ isBaseline }) => isBaseline);
  const counts = scenariosOf(cells).map((scenario) => {
    const own = cells.filter((cell) => scenarioOf(cell) === scenario);
    return comparisonsOf(new Set(own.map(({ configuration }) => configuration)).size, hasBaseline);
  });
  return Math.max(0, ...counts);
}
