/** Rows of a plan's data, for estimates: validation and test rows are not subtracted from those that train. */
import type { Experiment, Plan } from "../../contract/index.ts";
import { plannedTestRows } from "../../contract/measuring.ts";
import { ALL_ROWS } from "../../contract/training-fields.ts";

interface PlannedRows {
  readonly train: number;
  readonly test: number;
}

/** Without a side of test rows, a share of all rows tests. None of data that the plan does not have. @param id of the dataset */
export function plannedRows({ datasets }: Pick<Plan, "datasets">, id: string): PlannedRows {
  const counts = datasets.find((dataset) => dataset.id === id)?.rowCounts ?? { train: 0, test: null };
  return { train: counts.train, test: plannedTestRows(counts) };
}

/** The training rows that an experiment uses. */
export function usedRows(plan: Pick<Plan, "datasets">, { dataset, training }: Experiment): number {
  const { train } = plannedRows(plan, dataset);
  const { rows = ALL_ROWS } = training;
  return rows === ALL_ROWS ? train : Math.min(rows, train);
}
