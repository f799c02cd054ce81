import type { Operation } from "./demand.ts";

/** How a cell is operated unless something else is asked for. docs/cost.md has the reasons. */
export const USUAL_OPERATION = {
  utilization: 0.4,
  retrainDays: 30,
  spotLoss: 0.05,
  // "Cold starts typically occur in under 1% of invocations", AWS Lambda developer guide.
  coldShare: 0.01,
} satisfies Omit<Operation, "searchUsd">;

/** Months over which the cost of the search is spread. */
export const USUAL_SEARCH_MONTHS = 12;
