import { applyLimits, type LimitContext } from "./apply-limits.ts";
import type { CheckRow } from "./check-result.ts";
import { METRIC_NAMES } from "./metrics.ts";
import { plainRow } from "./plain-row.ts";
import { pooled, type Snapshot } from "./snapshot.ts";

/**
 * Broken budgets of what the base has no figure of, such as a new cell: having nothing to compare them with is no
 * reason to let them pass. What keeps its budgets gets no row, since it was not compared.
 */
export function headOnlyBreaches(base: Snapshot, head: Snapshot, context: LimitContext): CheckRow[] {
  const inBase = new Map(base.cells.map(({ cell, runs }) => [cell, runs]));
  const figures = head.cells.flatMap(({ cell, label, runs }) =>
    METRIC_NAMES.flatMap((metric): CheckRow[] => {
      const value = pooled(metric, runs);
      if (value === null || pooled(metric, inBase.get(cell) ?? []) !== null) return [];
      const reason = { kind: "only-in-head" } as const;
      return [plainRow({ cell, label, metric, verdict: "pass", base: null, head: value, reason })];
    }),
  );
  return applyLimits(figures, context).filter(({ limit }) => limit !== null);
}
