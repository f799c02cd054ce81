import { type OkRecord, type Plan, type PlannedCell, type RunRecord, runKey } from "../../contract/index.ts";
import { type PlanOffers, planOffers } from "../pricing/plan-offers.ts";
import { type PricedRun, pricedRun } from "../pricing/priced-run.ts";
import type { CellResult, CellStatus } from "./analysis.ts";
import type { Labels } from "./labels.ts";
import { noFiguresOf } from "./no-figures.ts";

/**
 * Joins every planned cell with its record: the last one with the same key.
 * @param offers price the runs; the plan's if left out
 * @returns ordered by configuration as in the labels, then by seed and repeat
 */
export function cellResults(
  plan: Plan,
  records: readonly RunRecord[],
  labels: Labels,
  offers: PlanOffers = planOffers(plan, records),
): CellResult[] {
  const lastByKey = new Map(records.map((record) => [runKey(record), record]));
  const ranks = new Map([...labels.names.keys()].map((configuration, rank) => [configuration, rank]));
  const rankOf = (cell: PlannedCell) => ranks.get(cell.configuration) ?? ranks.size;
  const ordered = [...plan.cells].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.experiment.training.seed - b.experiment.training.seed || a.repeat - b.repeat,
  );
  return ordered.map((cell) => {
    const record = lastByKey.get(runKey(cell)) ?? null;
    return {
      cell,
      label: labels.names.get(cell.configuration) ?? cell.configuration,
      status: record?.status ?? "missing",
      record,
      run: record?.status === "ok" ? pricedRun(record, offers.get(record.experiment.serving.backend)?.price) : null,
      noFigures: noFiguresOf(record),
      isStale: record !== null && record.code !== plan.code,
    };
  });
}

/** The runs of the cells with status ok. */
export function finishedRuns(cells: readonly CellResult[]): PricedRun[] {
  return cells.flatMap(({ run }) => run ?? []);
}

/** The records of the same cells. */
export function finishedRecords(cells: readonly CellResult[]): OkRecord[] {
  return cells.flatMap(({ record }) => (record?.status === "ok" ? [record] : []));
}

export function countByStatus(cells: readonly CellResult[]): Record<CellStatus, number> {
  const counts = { ok: 0, skipped: 0, failed: 0, timeout: 0, missing: 0 };
  for (const { status } of cells) counts[status] += 1;
  return counts;
}
