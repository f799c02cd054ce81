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
import type { SnapshotCell } from "./snapshot.ts";

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

/** The same figures of a cell that only the head has: there is nothing to compare them with. */
export function classRowsOfNew(head: SnapshotCell, context: Context): CheckRow[] {
  return figuresNamed(head.fields, context).flatMap(({ metric, className, figure }) => {
    const value = meanScore(figure, className, head);
    if (value === null) return [];
    const { cell, label } = head;
    const reason = { kind: "only-in-head" } as const;
    return [plainRow({ cell, label, metric, className, verdict: "pass", base: null, head: value, reason })];
  });
}

/** Notes about entries whose class no cell has that they apply to: nothing would ever be judged by them. */
export function unknownClasses(cells: readonly SnapshotCell[], context: Context): CheckNote[] {
  const known = cells.filter(({ classNames }) => classNames !== undefined);
  const scopes = new Set(known.flatMap(({ fields }) => scopesOf(context, fields)));
  return [...scopes].flatMap(({ className, where }): CheckNote[] => {
    if (className === null) return [];
    const matching = known.filter(({ fields }) => scopesOf(context, fields).some((one) => one.where === where));
    const classes = [...new Set(matching.flatMap(({ classNames = [] }) => classNames))];
    return classes.includes(className) ? [] : [{ kind: "no-such-class", where, name: className, classes }];
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
