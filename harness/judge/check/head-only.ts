import { applyLimits, type LimitContext } from "./apply-limits.ts";
import type { CheckRow } from "./check-result.ts";
import { classRowsOfHead } from "./class-figures.ts";
import { METRIC_NAMES } from "./metrics.ts";
import { plainRow } from "./plain-row.ts";
import { pooled, type Snapshot } from "./snapshot.ts";

/**
 * Rows for broken budgets of figures that only the head has, such as those of a new cell: a budget also applies where
 * there is nothing to compare with. Figures within their budgets get no row, since they were not compared.
 */
export function headOnlyBreaches(base: Snapshot, head: Snapshot, context: LimitContext): CheckRow[] {
  const inBase = new Map(base.cells.map(({ cell, runs }) => [cell, runs]));
  const figures = head.cells.flatMap(({ cell, label, runs }) =>
    METRIC_NAMES.flatMap((metric): CheckRow[] => {
      const value = pooled(metric, runs);
      if (value === null || pooled(metric, inBase.get(cell) ?? []) !== null) return [];
      const reason = { kind: "only-in-head" } as const;
      return [plainRow({ cell, label, metric, className: null, verdict: "pass", base: null, head: value, reason })];
    }),
  );
  const ofClasses = head.cells.flatMap((cell) =>
    classRowsOfHead(
      base.cells.find((other) => other.cell === cell.cell),
      cell,
      context,
    ),
  );
  return applyLimits([...figures, ...ofClasses], context).filter(({ limit }) => limit !== null);
}
