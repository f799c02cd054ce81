import { lastRecords, type Plan, type PlannedCell, type RunRecord, runKey } from "../contract/index.ts";

/**
 * What the records of a run folder say about a planned cell. "done": finished or skipped by the plan's own code; "stale":
 * by other code, so that the figures may be outdated; "failed": it failed or timed out the last time.
 */
export type CellState = "done" | "stale" | "failed" | "to run";

/** The state of a plan's cells, each list in the plan's order. */
export interface Remaining {
  /** Everything but `done`. */
  readonly toRun: readonly PlannedCell[];
  readonly done: readonly PlannedCell[];
  /** Part of `toRun`. */
  readonly stale: readonly PlannedCell[];
  /** Part of `toRun`. */
  readonly failed: readonly PlannedCell[];
}

type RecordHead = Pick<RunRecord, "experiment" | "repeat" | "code" | "status">;

/** The state of each planned cell, in the plan's order; the last record of each counts. */
export function cellStates({ cells, code }: Plan, records: readonly RecordHead[]): CellState[] {
  const last = lastRecords(records);
  return cells.map((cell) => stateOf(last.get(runKey(cell)), code));
}

/** The same as lists of cells. */
export function remaining(plan: Plan, records: readonly RecordHead[]): Remaining {
  const states = cellStates(plan, records);
  const cellsThat = (isWanted: (state: CellState) => boolean) => plan.cells.filter((_, at) => isWanted(states[at]!));
  return {
    toRun: cellsThat((state) => state !== "done"),
    done: cellsThat((state) => state === "done"),
    stale: cellsThat((state) => state === "stale"),
    failed: cellsThat((state) => state === "failed"),
  };
}

function stateOf(record: RecordHead | undefined, code: string): CellState {
  if (record === undefined) return "to run";
  if (record.status === "failed" || record.status === "timeout") return "failed";
  return record.code === code ? "done" : "stale";
}
