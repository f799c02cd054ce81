import type { Json } from "../../base/canonical-json.ts";
import type { SamplePair } from "../../contract/sample.ts";
import type { MetricName } from "./metrics.ts";
import type { CheckNote, ControlReason, RowReason } from "./reason.ts";

/** Schema 1 stored sentences, schema 2 called a broken limit "regressed" and did not store `strict`. */
export const CHECK_SCHEMA = 3;

/**
 * "over-budget": a limit is broken, whatever the comparison with the base shows short of "regressed"; "changed": a metric without a better direction differs; "missing": the base has a cell or figure that the head lacks;
 * "not-comparable": the machines differ in something that the metric depends on.
 */
export type Verdict =
  | "regressed"
  | "over-budget"
  | "changed"
  | "improved"
  | "pass"
  | "inconclusive"
  | "missing"
  | "not-comparable";

/** An "error" fails the check; a "warning" is only shown. */
export type Severity = "error" | "warning";

/** head / base with a 90 % interval, so that each end is a one-sided 95 % bound. */
export interface Ratio {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** A limit that the head's figure keeps. */
export interface KeptLimit {
  readonly bound: "max" | "min";
  /** As written in the file, such as "640 kB". */
  readonly text: string;
  /** file:line:column */
  readonly where: string;
}

export interface BrokenLimit extends KeptLimit {
  /** The verdict of the comparison with the base, without the limit. */
  readonly withoutLimit: Verdict;
}

export interface CheckRow {
  /** Content id of the cell's fields: the same in base and head. */
  readonly cell: string;
  /** Other cells that the row covers, since they share a training. */
  readonly alsoOf: readonly string[];
  /** The name of `cell`. */
  readonly label: string;
  readonly metric: MetricName;
  /** The class that the metric is of; null for a metric of all classes or of the positive label. */
  readonly className: string | null;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** A number in the metric's unit, or an id; null if there is none. */
  readonly base: number | string | null;
  readonly head: number | string | null;
  /** Null unless the metric is sampled, or derived from one that is. */
  readonly ratio: Ratio | null;
  /** p of the test behind the verdict, Holm-adjusted; null if there was no test. */
  readonly p: number | null;
  /** What the comparison showed: the reason for the verdict, unless a limit decided it. */
  readonly reason: RowReason;
  /** Null if no limit is broken. */
  readonly limit: BrokenLimit | null;
  /** Limits that apply to it, all of them kept; empty if one is broken. */
  readonly kept: readonly KeptLimit[];
  /** The waiver that keeps this row from failing the check. */
  readonly waiver: { readonly reason: string; readonly until: string } | null;
  /** In the order in which they were taken; empty for metrics that are not sampled. */
  readonly screen: readonly SamplePair[];
  readonly confirm: readonly SamplePair[];
}

/** Result of comparing base against base, and of timing a fixed loop before and after all samples. */
export interface ControlResult {
  readonly moved: boolean;
  readonly reason: ControlReason;
  /** Base against base by metric, all of one cell. */
  readonly pairs: Readonly<Record<string, readonly SamplePair[]>>;
  /** Median milliseconds of the loop. */
  readonly loopMs: { readonly before: number; readonly after: number } | null;
}

export interface CheckedSide {
  /** A git ref or a file, as given. */
  readonly name: string;
  readonly commit: string | null;
  /** What results depend on besides the code, by key. */
  readonly fingerprint: Readonly<Record<string, Json>>;
}

export interface CheckResult {
  readonly schema: typeof CHECK_SCHEMA;
  readonly matrix: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly base: CheckedSide;
  readonly head: CheckedSide;
  /** Seed for the order of the sides; null for stored runs. */
  readonly seed: number | null;
  /** Whether a row without a decision fails the check. */
  readonly strict: boolean;
  readonly control: ControlResult | null;
  readonly rows: readonly CheckRow[];
  /** Remarks that are not verdicts, such as cells that only the head has. */
  readonly notes: readonly CheckNote[];
}

/** Exit codes of `check`. Bad input (2) and interruption (130) end it before there is a result. */
export type CheckExitCode = 0 | 1 | 3 | 4;

export function isWorse({ verdict }: Pick<CheckRow, "verdict">): boolean {
  return verdict === "regressed" || verdict === "over-budget" || verdict === "changed";
}

/** Whether nothing was told, since the pairs leave it open, or since the sides cannot be compared. */
export function isUndecided({ verdict }: Pick<CheckRow, "verdict">): boolean {
  return verdict === "inconclusive" || verdict === "not-comparable";
}

const isRed = (row: CheckRow) => isWorse(row) && row.severity === "error" && row.waiver === null;

/** Rows that fail a pull request. */
export function redRows({ rows }: Pick<CheckResult, "rows">): CheckRow[] {
  return rows.filter(isRed);
}

/** A regression is reported even if other rows are missing. A check without rows is incomplete. */
export function exitCodeOf({ rows, strict }: Pick<CheckResult, "rows" | "strict">): CheckExitCode {
  if (rows.some(isRed)) return 1;
  if (rows.length === 0 || rows.some(({ verdict }) => verdict === "missing")) return 3;
  return strict && rows.some(isUndecided) ? 4 : 0;
}
