/** Snapshots made by hand, for what compares them. */

import { contentId } from "../../../../harness/base/canonical-json.ts";
import type { PlannedCell, RunRecord } from "../../../../harness/contract/index.ts";
import type { ModelFacts } from "../../../../harness/contract/model.ts";
import { type Snapshot, snapshotOf } from "../../../../harness/judge/check/snapshot.ts";
import { makePlan, okRecord, type PlanOptions, type RunFigures } from "../../../fixtures/records.ts";

export interface SnapshotOptions extends Partial<PlanOptions> {
  readonly figures?: RunFigures | ((cell: PlannedCell) => RunFigures);
  readonly facts?: ModelFacts | null;
  /** In the place of the records of finished runs. */
  readonly records?: (cells: readonly PlannedCell[]) => RunRecord[];
}

export const FACTS: ModelFacts = { graph: "abc", parameters: 160_433 };

/** float32 and int8 on one seed by default, with every run the same. */
export function snapshot(options: SnapshotOptions = {}): Snapshot {
  const { figures = {}, facts = FACTS, records, ...about } = options;
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1], ...about });
  const made =
    records?.(plan.cells) ??
    plan.cells.map((cell) => okRecord(cell, typeof figures === "function" ? figures(cell) : figures));
  const known = facts === null ? [] : plan.cells.map(({ experiment }) => [experiment.id, facts] as const);
  return snapshotOf(plan, made, new Map(known), { name: "runs/fixture", commit: null });
}

export const cellId = (quantization: string) => contentId({ quantization });

/** Right on all of `rows` test rows but the first `wrong`. */
export function wrongOn(wrong: number, rows: number): boolean[] {
  return Array.from({ length: rows }, (_, row) => row >= wrong);
}
