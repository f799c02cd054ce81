import type { Fields } from "../../contract/plan.ts";
import { matchesCell } from "./cell-pattern.ts";
import { type BrokenLimit, type CheckRow, isWorse, type KeptLimit, type Severity } from "./check-result.ts";
import { MARGIN } from "./decide.ts";
import { isJudged } from "./follow.ts";
import type { Limit, LimitScope, Limits, Waiver } from "./limits.ts";
import { METRICS, type MetricName } from "./metrics.ts";
import type { CheckNote } from "./reason.ts";

/** What limits apply to. */
export interface LimitContext {
  readonly limits: Limits;
  /** Name of the matrix. */
  readonly matrix: string;
  /** Fields as written in the matrix, by the cell's content id. */
  readonly fields: ReadonlyMap<string, Fields>;
  /** Date in UTC, such as "2026-12-31". */
  readonly today: string;
}

/** The allowed worsening unless a limit has a `change`. */
const DEFAULT_MARGINS = {
  sampled: MARGIN,
  exact: 0,
  accuracy: 0.005,
  quality: 0.005,
  derived: Number.POSITIVE_INFINITY,
} as const;

/**
 * How much worse than the base a metric may be: a share of the base or, for an accuracy, of the test rows. Infinite for
 * derived metrics.
 */
export function marginOf(
  subject: Subject,
  fields: Fields,
  { limits, matrix }: Pick<LimitContext, "limits" | "matrix">,
): number {
  const change = limits.limits.findLast(
    (limit) => limit.change !== null && holds(limit, subject, fields, matrix),
  )?.change;
  return change?.value ?? DEFAULT_MARGINS[METRICS[subject.metric].kind];
}

/** What a limit is of. */
type Subject = Pick<CheckRow, "metric" | "className">;

/** The limits and waivers that apply to a cell. */
export function scopesOf({ limits, matrix }: Pick<LimitContext, "limits" | "matrix">, fields: Fields): LimitScope[] {
  return [...limits.limits, ...limits.waivers].filter((scope) => holds(scope, scope, fields, matrix));
}

/**
 * Applies budgets, severities and waivers to the rows. A row is over budget even if the base is too.
 * @returns the rows that anything judges
 */
export function applyLimits(rows: readonly CheckRow[], context: LimitContext): CheckRow[] {
  return rows.map((row) => waived(budgeted(withSeverity(row, context), context), context)).filter(isJudged);
}

/**
 * Notes about the limits themselves: expired waivers, and entries that name this matrix but match none of its cells.
 */
export function limitNotes({ limits, matrix, fields, today }: LimitContext): CheckNote[] {
  const isHere = (scope: LimitScope) => scope.matrix === null || scope.matrix === matrix;
  const expired = limits.waivers
    .filter((waiver) => isHere(waiver) && isExpired(waiver, today))
    .map(({ where, metric, until }): CheckNote => ({ kind: "waiver-expired", where, metric, until }));
  const cells = [...fields.values()];
  const idle = [...limits.limits, ...limits.waivers]
    .filter((scope) => scope.matrix === matrix && !cells.some((cell) => matchesCell(scope.cells, cell)))
    .map(({ where, metric }): CheckNote => ({ kind: "matches-no-cell", where, metric, matrix }));
  return [...expired, ...idle];
}

function holds(scope: LimitScope, { metric, className }: Subject, fields: Fields, matrix: string): boolean {
  return (
    scope.metric === metric &&
    scope.className === className &&
    (scope.matrix === null || scope.matrix === matrix) &&
    matchesCell(scope.cells, fields)
  );
}

/**
 * The matching entries for each cell that the row covers.
 * @param metrics those that an entry may name
 */
function fittingByCell<S extends LimitScope>(
  scopes: readonly S[],
  row: CheckRow,
  { matrix, fields }: LimitContext,
  metrics: readonly MetricName[] = [row.metric],
): S[][] {
  const { className } = row;
  return [row.cell, ...row.alsoOf].map((cell) =>
    scopes.filter((scope) =>
      metrics.some((metric) => holds(scope, { metric, className }, fields.get(cell) ?? {}, matrix)),
    ),
  );
}

/** What is accepted of a sampled figure is accepted of those that follow it. */
function comparedMetrics({ metric, reason }: CheckRow): MetricName[] {
  return reason.kind === "follows" ? [reason.metric as MetricName, metric] : [metric];
}

/** A severity without `max` and `min` applies to the comparison with the base; over several cells, the strictest counts. */
function withSeverity(row: CheckRow, context: LimitContext): CheckRow {
  const about = ({ max, min, change }: Limit) => change !== null || (max === null && min === null);
  const severities = fittingByCell(context.limits.limits, row, context, comparedMetrics(row)).map(
    (limits) => limits.findLast((limit) => limit.severity !== null && about(limit))?.severity ?? row.severity,
  );
  return { ...row, severity: severities.includes("error") ? "error" : "warning" };
}

interface LimitBreach extends Pick<BrokenLimit, "bound" | "text" | "where"> {
  readonly severity: Severity;
}

function budgeted(row: CheckRow, context: LimitContext): CheckRow {
  const limits = new Set(fittingByCell(context.limits.limits, row, context).flat());
  const breaches = [...limits].flatMap((limit) => breachesOf(row, limit));
  // An error takes precedence over a warning.
  const worst = breaches.find(({ severity }) => severity === "error") ?? breaches[0];
  if (worst === undefined) {
    const kept = keptBounds(row, [...limits]);
    return isJudged(row) ? { ...row, kept } : withinLimit(row, kept);
  }
  const { severity, ...broken } = worst;
  const limit: BrokenLimit = { ...broken, withoutLimit: row.verdict };
  if (!isWorse(row)) return { ...row, verdict: "over-budget", severity, limit };
  const verdict = row.verdict === "regressed" ? row.verdict : "over-budget";
  return { ...row, verdict, severity: row.severity === "error" ? row.severity : severity, limit };
}

/** @param limits none of which the row breaks */
function keptBounds({ head }: CheckRow, limits: readonly Limit[]): KeptLimit[] {
  if (typeof head !== "number") return [];
  return limits.flatMap((limit) =>
    (["max", "min"] as const).flatMap((bound) => {
      const given = limit[bound];
      return given === null ? [] : [{ bound, text: given.text, where: given.where }];
    }),
  );
}

/** A row that nothing else judges passes by the limits that it keeps. */
function withinLimit(row: CheckRow, kept: readonly KeptLimit[]): CheckRow {
  const [first] = kept;
  if (first === undefined) return row;
  // Two figures side by side would look compared.
  return { ...row, verdict: "pass", base: null, reason: { kind: "within-limit", ...first }, kept };
}

function breachesOf({ head }: CheckRow, { max, min, severity }: Limit): LimitBreach[] {
  if (typeof head !== "number") return [];
  const bounds = [
    ...(max !== null && head > max.value ? [{ ...max, bound: "max" as const }] : []),
    ...(min !== null && head < min.value ? [{ ...min, bound: "min" as const }] : []),
  ];
  return bounds.map(({ bound, text, where }) => ({ bound, text, where, severity: severity ?? "error" }));
}

function waived(row: CheckRow, context: LimitContext): CheckRow {
  if (!isWorse(row)) return row;
  // A waiver of the throughput does not cover a broken limit on the cost.
  const metrics = row.limit === null ? comparedMetrics(row) : [row.metric];
  const holding = fittingByCell(context.limits.waivers, row, context, metrics).map((waivers) =>
    waivers.find((one) => !isExpired(one, context.today)),
  );
  // A row that covers several cells is waived only if all of them are.
  const waiver = holding.includes(undefined) ? undefined : holding[0];
  return waiver === undefined ? row : { ...row, waiver: { reason: waiver.reason, until: waiver.until } };
}

function isExpired({ until }: Waiver, today: string): boolean {
  return today > until;
}
