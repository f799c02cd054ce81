import { type Phase, type Plan, type PlannedCell, type RunRecord, runKey } from "../../contract/index.ts";
import { formatMs } from "../figures/format.ts";
import { type PricedRun, type Prices, pricedRun, RECORDED_PRICES } from "../pricing/priced-run.ts";
import type { CellResult, CellStatus } from "./analysis.ts";
import type { Labels } from "./labels.ts";

/**
 * Joins every planned cell to the record that counts: of several lines of one key, the last.
 * @returns by configuration in the labels' order, then by seed and repeat
 */
export function cellResults(
  plan: Plan,
  records: readonly RunRecord[],
  labels: Labels,
  prices: Prices = RECORDED_PRICES,
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
      run: record?.status === "ok" ? pricedRun(record, prices) : null,
      reason: reasonOf(record),
      isStale: record !== null && record.code !== plan.code,
    };
  });
}

/** The runs of the cells that ended ok. */
export function finishedRuns(cells: readonly CellResult[]): PricedRun[] {
  return cells.flatMap(({ run }) => run ?? []);
}

const DOING: Record<Phase, string> = {
  prepare: "while preparing",
  train: "while training",
  compress: "while compressing",
  serve: "while serving",
};

function reasonOf(record: RunRecord | null): string | null {
  if (record === null) return "no record yet";
  if (record.status === "skipped") return record.reason;
  if (record.status === "failed") return `${record.kind} ${DOING[record.phase]}: ${record.error}`;
  if (record.status === "timeout") {
    const whose = record.teacher === undefined ? "" : ` ${record.teacher}`;
    return `over the limit of ${formatMs(record.limitMs)} ${DOING[record.phase]}${whose}`;
  }
  return null;
}

export function countByStatus(cells: readonly CellResult[]): Record<CellStatus, number> {
  const counts = { ok: 0, skipped: 0, failed: 0, timeout: 0, missing: 0 };
  for (const { status } of cells) counts[status] += 1;
  return counts;
}
