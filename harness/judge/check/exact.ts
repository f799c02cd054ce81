import type { SampledFigure } from "../../contract/sample.ts";
import { type Judgment, judgeAccuracy, judgeQuality } from "./accuracy.ts";
import { type LimitContext, marginOf } from "./apply-limits.ts";
import type { CheckRow } from "./check-result.ts";
import { classRows, idleQualityEntries } from "./class-figures.ts";
import { type MatchedCell, matchCells } from "./match-cells.ts";
import { METRIC_NAMES, METRICS, type MetricName } from "./metrics.ts";
import { plainRow } from "./plain-row.ts";
import type { CheckNote } from "./reason.ts";
import { pooled, type Snapshot } from "./snapshot.ts";

/** Metrics for which one value per side is enough. */
export type SettledMetric = Exclude<MetricName, SampledFigure>;

const SETTLED = METRIC_NAMES.filter((name): name is SettledMetric => METRICS[name].kind !== "sampled");

export interface ExactComparison {
  readonly matched: readonly MatchedCell[];
  /** By cell, in the base's order, and by metric; then the missing cells. Of the limits, only margins are applied. */
  readonly rows: readonly CheckRow[];
  readonly notes: readonly CheckNote[];
}

/**
 * Compares size, parameters, structure, price, accuracy and cost of every cell that both sides have, and lists what one
 * of them lacks.
 * @throws RecordError on a bitset of correct answers that does not fit the test rows
 */
export function compareExact(
  base: Snapshot,
  head: Snapshot,
  context: Pick<LimitContext, "limits" | "matrix">,
): ExactComparison {
  const { matched, missing, notes } = matchCells(base, head);
  const rows = matched.flatMap((cell) => [
    ...SETTLED.flatMap((metric) => settledRow(metric, cell, context) ?? []),
    ...classRows(cell, context),
  ]);
  return {
    matched,
    rows: [...rows, ...missing],
    notes: [...notes, ...newFigures(matched), ...idleQualityEntries(head.cells, context)],
  };
}

/** The row of a metric, with the pooled figures of both sides. */
export function rowOf(metric: MetricName, { base, head }: MatchedCell, { verdict, reason }: Judgment): CheckRow {
  const [before, after] = [pooled(metric, base.runs), pooled(metric, head.runs)];
  const row = plainRow({
    cell: base.cell,
    label: head.label,
    metric,
    className: null,
    verdict,
    base: before,
    head: after,
    reason,
  });
  return { ...row, severity: METRICS[metric].check.severity ?? row.severity };
}

/** The side that lacks the figure; null if both have it. */
export function lacks(metric: MetricName, { base, head }: MatchedCell): "base" | "head" | "both" | null {
  const [before, after] = [pooled(metric, base.runs), pooled(metric, head.runs)];
  if (before === null) return after === null ? "both" : "base";
  return after === null ? "head" : null;
}

export const NO_FIGURE: Judgment = { verdict: "missing", reason: { kind: "lost-figure" } };

/** Rows for sampled metrics without pairs that the base's run has and the head's run lacks. */
export function lostFigures(matched: readonly MatchedCell[], sampled: readonly CheckRow[]): CheckRow[] {
  const covered = new Set(
    sampled.flatMap(({ cell, alsoOf, metric }) => [cell, ...alsoOf].map((id) => `${id} ${metric}`)),
  );
  return matched.flatMap((cell) =>
    METRIC_NAMES.filter(
      (metric) =>
        METRICS[metric].kind === "sampled" &&
        !covered.has(`${cell.base.cell} ${metric}`) &&
        lacks(metric, cell) === "head",
    ).map((metric) => rowOf(metric, cell, NO_FIGURE)),
  );
}

function settledRow(
  metric: SettledMetric,
  cell: MatchedCell,
  context: Pick<LimitContext, "limits" | "matrix">,
): CheckRow | null {
  const lacking = lacks(metric, cell);
  if (lacking === "head") return rowOf(metric, cell, NO_FIGURE);
  if (lacking !== null) return null;
  const margin = marginOf({ metric, className: null }, cell.base.fields, context);
  return rowOf(metric, cell, judge(metric, cell, margin));
}

function judge(metric: SettledMetric, cell: MatchedCell, margin: number): Judgment {
  const { check } = METRICS[metric];
  if (check.kind === "accuracy") return judgeAccuracy(cell, margin);
  if (check.kind === "quality") {
    const { positive = null } = cell.head.runs[0]?.answers ?? {};
    return judgeQuality(cell, { figure: check.rule, label: positive }, margin);
  }
  const [before, after] = [pooled(metric, cell.base.runs), pooled(metric, cell.head.runs)];
  if (METRICS[metric].kind === "derived") {
    return { verdict: "pass", reason: { kind: "derived" } };
  }
  if (typeof before === "number" && typeof after === "number") return judgeSize(metric, before, after, margin);
  if (before === after) return { verdict: "pass", reason: { kind: "unchanged" } };
  return { verdict: "changed", reason: { kind: "replaced" } };
}

/** For exact numbers: every step in the better direction is an improvement, and one in the other is a regression beyond the margin. */
function judgeSize(metric: SettledMetric, before: number, after: number, margin: number): Judgment {
  if (before === after) return { verdict: "pass", reason: { kind: "unchanged" } };
  const by = after - before;
  const reason = { kind: "resized", by, share: Math.abs(by) / before, margin } as const;
  const { better } = METRICS[metric];
  if (better === "same") return { verdict: "changed", reason };
  if (by > 0 === (better === "higher")) return { verdict: "improved", reason };
  return { verdict: Math.abs(by) > before * margin ? "regressed" : "pass", reason };
}

function newFigures(matched: readonly MatchedCell[]): CheckNote[] {
  return SETTLED.flatMap((metric): CheckNote[] => {
    const cells = matched.filter((cell) => lacks(metric, cell) === "base").length;
    return cells === 0 ? [] : [{ kind: "new-figure", metric, cells, matched: matched.length }];
  });
}
