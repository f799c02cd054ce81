import type { Fields } from "../../contract/plan.ts";
import { matchesCell } from "./cell-pattern.ts";
import type { CheckRow, Severity } from "./check-result.ts";
import { MARGIN } from "./decide.ts";
import type { Bound, Limit, Limits, Scope, Waiver } from "./limits.ts";
import { METRICS, type MetricName } from "./metrics.ts";
import { exactFigureText } from "./wording.ts";

/** What limits are held against. */
export interface LimitContext {
  readonly limits: Limits;
  /** Name of the matrix. */
  readonly matrix: string;
  /** Written fields by the cell's content id. */
  readonly fields: ReadonlyMap<string, Fields>;
  /** Such as "2026-12-31", in UTC. */
  readonly today: string;
}

/** Worsening that is let pass where no limit gives a `change`. */
const DEFAULT_MARGINS = { sampled: MARGIN, exact: 0, accuracy: 0.005, derived: Number.POSITIVE_INFINITY } as const;

/**
 * How much worse than the base a metric may be: a share of the base, or of the test rows for an accuracy. Infinite for
 * what follows from other metrics.
 */
export function marginOf(
  metric: MetricName,
  fields: Fields,
  { limits, matrix }: Pick<LimitContext, "limits" | "matrix">,
): number {
  const change = limits.limits.findLast(
    (limit) => limit.change !== null && holds(limit, metric, fields, matrix),
  )?.change;
  return change?.value ?? DEFAULT_MARGINS[METRICS[metric].kind];
}

/** The rows with budgets, severities and waivers applied; a broken budget is a regression whatever the base had. */
export function applyLimits(rows: readonly CheckRow[], context: LimitContext): CheckRow[] {
  return rows.map((row) => waived(budgeted(withSeverity(row, context), context), context));
}

/**
 * What a reader of the verdicts should know about the limits themselves: waivers that have run out, and what names this
 * matrix and none of its cells.
 */
export function limitNotes({ limits, matrix, fields, today }: LimitContext): string[] {
  const isHere = (scope: Scope) => scope.matrix === null || scope.matrix === matrix;
  const expired = limits.waivers
    .filter((waiver) => isHere(waiver) && isExpired(waiver, today))
    .map(({ where, metric, until }) => `${where}: the waiver for ${metric} ended with ${until} and holds no more`);
  const cells = [...fields.values()];
  const idle = [...limits.limits, ...limits.waivers]
    .filter((scope) => scope.matrix === matrix && !cells.some((cell) => matchesCell(scope.cells, cell)))
    .map(({ where, metric }) => `${where}: this entry for ${metric} fits no cell of ${matrix}`);
  return [...expired, ...idle];
}

function holds(scope: Scope, metric: MetricName, fields: Fields, matrix: string): boolean {
  return (
    scope.metric === metric && (scope.matrix === null || scope.matrix === matrix) && matchesCell(scope.cells, fields)
  );
}

/** Of each cell that a row speaks for, the entries that fit it. */
function fittingByCell<S extends Scope>(scopes: readonly S[], row: CheckRow, { matrix, fields }: LimitContext): S[][] {
  return [row.cell, ...row.alsoOf].map((cell) =>
    scopes.filter((scope) => holds(scope, row.metric, fields.get(cell) ?? {}, matrix)),
  );
}

/** A severity beside a `change`, or alone, is that of the comparison with the base; of several cells the strictest. */
function withSeverity(row: CheckRow, context: LimitContext): CheckRow {
  const about = ({ max, min, change }: Limit) => change !== null || (max === null && min === null);
  const severities = fittingByCell(context.limits.limits, row, context).map(
    (limits) => limits.findLast((limit) => limit.severity !== null && about(limit))?.severity ?? row.severity,
  );
  return { ...row, severity: severities.includes("error") ? "error" : "warning" };
}

interface Breach {
  readonly limit: NonNullable<CheckRow["limit"]>;
  readonly severity: Severity;
  readonly reason: string;
}

function budgeted(row: CheckRow, context: LimitContext): CheckRow {
  const limits = new Set(fittingByCell(context.limits.limits, row, context).flat());
  const breaches = [...limits].flatMap((limit) => breachesOf(row, limit));
  // Of several, an error before a warning.
  const worst = breaches.find(({ severity }) => severity === "error") ?? breaches[0];
  if (worst === undefined) return row;
  const { limit, severity, reason } = worst;
  if (row.verdict !== "regressed") return { ...row, verdict: "regressed", severity, limit, reason };
  const worse = row.severity === "error" ? row.severity : severity;
  return { ...row, severity: worse, limit, reason: `${reason}; ${row.reason}` };
}

function breachesOf({ metric, head }: CheckRow, { max, min, severity }: Limit): Breach[] {
  if (typeof head !== "number") return [];
  const breach = (bound: Bound, side: "max" | "min", words: string): Breach => ({
    limit: { text: `${side} ${bound.text}`, where: bound.where },
    severity: severity ?? "error",
    reason: `${METRICS[metric].title} ${exactFigureText(metric, head)} is ${words} ${bound.text} (${bound.where})`,
  });
  return [
    ...(max !== null && head > max.value ? [breach(max, "max", "above the limit of")] : []),
    ...(min !== null && head < min.value ? [breach(min, "min", "below the limit of")] : []),
  ];
}

function waived(row: CheckRow, context: LimitContext): CheckRow {
  if (row.verdict !== "regressed" && row.verdict !== "changed") return row;
  const holding = fittingByCell(context.limits.waivers, row, context).map((waivers) =>
    waivers.find((one) => !isExpired(one, context.today)),
  );
  // What several cells share is waived where all of them are.
  const waiver = holding.includes(undefined) ? undefined : holding[0];
  return waiver === undefined ? row : { ...row, waiver: { reason: waiver.reason, until: waiver.until } };
}

function isExpired({ until }: Waiver, today: string): boolean {
  return today > until;
}
