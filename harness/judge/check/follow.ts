import type { CheckRow, Ratio } from "./check-result.ts";
import type { MatchedCell } from "./match-cells.ts";
import { METRICS, type MetricName } from "./metrics.ts";

/**
 * Gives figures that are computed from a sampled one its verdict: the cost of serving must not pass beside a throughput
 * that regressed. Both sides are shown at the head's price, whose own change has a row of its own.
 * @param rows rows of derived figures are replaced where their sampled figure was judged
 * @param sampled the rows of sampled figures, before limits
 */
export function followSampled(
  rows: readonly CheckRow[],
  sampled: readonly CheckRow[],
  matched: readonly MatchedCell[],
): CheckRow[] {
  const cells = new Map(matched.map((cell) => [cell.base.cell, cell]));
  return rows.map((row) => {
    const { check } = METRICS[row.metric];
    if (check.kind !== "derived" || row.reason.kind !== "derived") return row;
    const source = sampled.find(
      ({ metric, cell, alsoOf }) => metric === check.inverseOf && [cell, ...alsoOf].includes(row.cell),
    );
    const factor = factorOf(row.metric, check.inverseOf, cells.get(row.cell));
    return source === undefined || factor === null ? row : following(row, source, factor);
  });
}

/** Derived figure x sampled figure in a run of the head: the price, in the figure's unit. */
function factorOf(derived: MetricName, sampled: MetricName, cell: MatchedCell | undefined): number | null {
  const metrics = cell?.head.runs[0]?.metrics;
  const [value, from] = [metrics?.[derived], metrics?.[sampled]];
  return typeof value === "number" && typeof from === "number" ? value * from : null;
}

function following(row: CheckRow, source: CheckRow, factor: number): CheckRow {
  // A sample that failed has a row of its own.
  if (typeof source.base !== "number" || typeof source.head !== "number") return row;
  const { verdict, p, metric } = source;
  return {
    ...row,
    verdict,
    p,
    base: factor / source.base,
    head: factor / source.head,
    ratio: source.ratio === null ? null : inverse(source.ratio),
    reason: { kind: "follows", metric },
  };
}

function inverse({ middle, low, high }: Ratio): Ratio {
  return { middle: 1 / middle, low: 1 / high, high: 1 / low };
}

/** Whether anything judged the row: a comparison, or a limit. What nothing judges is not listed. */
export function isJudged({ reason, limit }: Pick<CheckRow, "reason" | "limit">): boolean {
  return limit !== null || (reason.kind !== "derived" && reason.kind !== "not-paired");
}
