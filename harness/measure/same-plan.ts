import type { Plan } from "../contract/index.ts";

/** What a run folder holds, from its plan or, where that cannot be read, from its records alone. */
export interface HeldRun {
  /** Null without a plan. */
  readonly name: string | null;
  readonly datasets: readonly Pick<Plan["datasets"][number], "id" | "spec">[];
  readonly cells: readonly { readonly experiment: { readonly id: string } }[];
}

/**
 * Why a plan is another one than that of a run folder, whose answer it would replace; null where it continues it: the name is
 * the same, and so is at least one experiment. Added seeds, values of an axis or prices leave experiments that both have.
 * @returns what the folder holds, as the end of "the folder holds …"
 */
export function otherPlan(held: HeldRun, plan: Pick<Plan, "name" | "datasets" | "cells">): string | null {
  if (held.name !== null && held.name !== plan.name) return `the matrix "${held.name}", not "${plan.name}"`;
  const planned = new Set(plan.cells.map(({ experiment }) => experiment.id));
  if (held.cells.some(({ experiment }) => planned.has(experiment.id))) return null;
  const ids = new Set(plan.datasets.map(({ id }) => id));
  if (held.datasets.length === 0 || held.datasets.some(({ id }) => ids.has(id))) {
    return "other experiments: none of them is in the matrix as it is now";
  }
  const specs = new Set(plan.datasets.map(({ spec }) => spec));
  const same = held.datasets.find(({ spec }) => specs.has(spec));
  if (same !== undefined) return `results on ${same.spec} as it was before its rows changed`;
  return `results on ${held.datasets.map(({ spec }) => spec).join(" and ")}, not on ${[...specs].join(" and ")}`;
}
