import { mean } from "simple-statistics";
import type { QualityRule } from "../../contract/index.ts";
import type { Fields } from "../../contract/plan.ts";
import { countsOf } from "../quality/answers.ts";
import { scoreOf } from "../quality/rule-figure.ts";
import { answersOf, judgeQuality } from "./accuracy.ts";
import { type LimitContext, marginOf, scopesOf } from "./apply-limits.ts";
import type { CheckRow } from "./check-result.ts";
import type { MatchedCell } from "./match-cells.ts";
import { METRICS, type MetricName } from "./metrics.ts";
import { plainRow } from "./plain-row.ts";
import type { CheckNote } from "./reason.ts";
import { pooled, type SnapshotCell } from "./snapshot.ts";

/** A figure of one class. */
interface ClassFigure {
  readonly metric: MetricName;
  readonly className: string;
  readonly figure: QualityRule["figure"];
}

type Context = Pick<LimitContext, "limits" | "matrix">;

/** Rows for the figures of classes that limits name, of a cell that both sides have. */
export function classRows(cell: MatchedCell, context: Context): CheckRow[] {
  const { base, head } = cell;
  return figuresNamed(base.fields, context).flatMap(({ metric, className, figure }) => {
    const [before, after] = [meanScore(figure, className, base), meanScore(figure, className, head)];
    if (before === null) return [];
    const row = { cell: base.cell, label: head.label, metric, className, base: before, head: after };
    if (after === null) return [plainRow({ ...row, verdict: "missing", reason: { kind: "lost-figure" } })];
    const margin = marginOf({ metric, className }, base.fields, context);
    return [plainRow({ ...row, ...judgeQuality(cell, { figure, label: labelOf(className, base)! }, margin) })];
  });
}

/**
 * The same figures where only the head has them: there is nothing to compare them with.
 * @param base undefined for a new cell
 */
export function classRowsOfHead(base: SnapshotCell | undefined, head: SnapshotCell, context: Context): CheckRow[] {
  return figuresNamed(head.fields, context).flatMap(({ metric, className, figure }) => {
    const value = meanScore(figure, className, head);
    if (value === null || (base !== undefined && meanScore(figure, className, base) !== null)) return [];
    const { cell, label } = head;
    const reason = { kind: "only-in-head" } as const;
    return [plainRow({ cell, label, metric, className, verdict: "pass", base: null, head: value, reason })];
  });
}

/**
 * Notes about entries that judge nothing: the data has no such class or names none positive, or no test row has the class.
 * @param cells the head's
 */
export function idleQualityEntries(cells: readonly SnapshotCell[], context: Context): CheckNote[] {
  const finished = cells.filter(({ runs }) => runs.length > 0);
  const scopes = new Set(finished.flatMap(({ fields }) => scopesOf(context, fields)));
  return [...scopes].flatMap(({ metric, className, where }): CheckNote[] => {
    const { check } = METRICS[metric];
    if (check.kind !== "quality") return [];
    const matching = finished.filter(({ fields }) => scopesOf(context, fields).some((one) => one.where === where));
    const isJudged = (cell: SnapshotCell) =>
      (className === null ? pooled(metric, cell.runs) : meanScore(check.rule, className, cell)) !== null;
    if (matching.some(isJudged)) return [];
    const answered = matching.filter(({ runs }) => runs.some(({ answers }) => answers !== undefined));
    const classes = [...new Set(answered.flatMap(({ classNames = [] }) => classNames))];
    return [{ kind: "nothing-to-judge", where, metric, className, classes }];
  });
}

/** Each figure once, in the order of the file. */
function figuresNamed(fields: Fields, context: Context): ClassFigure[] {
  const named = scopesOf(context, fields).flatMap(({ metric, className }): ClassFigure[] => {
    const { check } = METRICS[metric];
    return className === null || check.kind !== "quality" ? [] : [{ metric, className, figure: check.rule }];
  });
  return [...new Map(named.map((one) => [JSON.stringify([one.metric, one.className]), one])).values()];
}

/** Mean of the runs; null if a side did not keep its answers, or if no test row has the class. */
function meanScore(figure: QualityRule["figure"], className: string, cell: SnapshotCell): number | null {
  const label = labelOf(className, cell);
  if (label === null || cell.runs.length === 0) return null;
  const values = cell.runs.map((run) => {
    if (run.answers === undefined) return null;
    const counts = countsOf(answersOf(run));
    return counts.present[label] === 0 ? null : scoreOf({ figure, label }, counts);
  });
  return values.includes(null) ? null : mean(values.map(Number));
}

function labelOf(className: string, { classNames = [] }: SnapshotCell): number | null {
  const label = classNames.indexOf(className);
  return label < 0 ? null : label;
}
