import type { Json } from "../../base/canonical-json.ts";
import type { SamplePair } from "../../contract/sample.ts";
import type { MetricName } from "./metrics.ts";
import type { CheckNote, ControlReason, RowReason } from "./reason.ts";

/** 1 kept sentences where 2 keeps what they are made of. */
export const CHECK_SCHEMA = 2;

/**
 * "changed" is that of a metric without a better side; "missing": a cell or figure that the base has and the head does
 * not; "not-comparable": the machines differ in what the metric depends on.
 */
export type Verdict = "regressed" | "changed" | "improved" | "pass" | "inconclusive" | "missing" | "not-comparable";

/** An "error" decides the exit code, a "warning" is shown. */
export type Severity = "error" | "warning";

/** head / base with a 90 % interval, so that each end is a one-sided bound at 95 %. */
export interface Ratio {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

export interface BrokenLimit {
  readonly bound: "max" | "min";
  /** As the file has it, such as "640 kB". */
  readonly text: string;
  /** file:line:column */
  readonly where: string;
  /** What the comparison with the base alone came to. */
  readonly withoutLimit: Verdict;
}

export interface CheckRow {
  /** Content id of the cell's fields: the same in base and head. */
  readonly cell: string;
  /** Other cells that the row covers: those that share a training. */
  readonly alsoOf: readonly string[];
  /** The name of `cell`. */
  readonly label: string;
  readonly metric: MetricName;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** A number in the metric's unit, or an id; null where there is none. */
  readonly base: number | string | null;
  readonly head: number | string | null;
  /** Sampled metrics alone. */
  readonly ratio: Ratio | null;
  /** Of the test that the verdict rests on, adjusted by Holm; null where there was none. */
  readonly p: number | null;
  /** What the comparison showed; why this verdict, unless a limit decided it. */
  readonly reason: RowReason;
  /** Null where no limit is broken. */
  readonly limit: BrokenLimit | null;
  /** The waiver that keeps this row from deciding the exit code. */
  readonly waiver: { readonly reason: string; readonly until: string } | null;
  /** In the order in which they were taken; empty for metrics of one sample. */
  readonly screen: readonly SamplePair[];
  readonly confirm: readonly SamplePair[];
}

/** Base against base, and a loop of plain work before and after all samples. */
export interface ControlResult {
  readonly moved: boolean;
  readonly reason: ControlReason;
  /** Base against base by metric; of the same cell. */
  readonly pairs: Readonly<Record<string, readonly SamplePair[]>>;
  /** Milliseconds of the loop. */
  readonly loopMs: { readonly before: number; readonly after: number } | null;
}

export interface CheckedSide {
  /** As it was named: a git ref, or a file. */
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
  /** Of the order of sides. */
  readonly seed: number | null;
  readonly control: ControlResult | null;
  readonly rows: readonly CheckRow[];
  /** Things to know that are not a verdict, such as cells that only the head has. */
  readonly notes: readonly CheckNote[];
}

/** What `check` ends with; bad input (2) and an interruption (130) never get as far as a result. */
export type CheckExitCode = 0 | 1 | 3 | 4;

export function isWorse({ verdict }: Pick<CheckRow, "verdict">): boolean {
  return verdict === "regressed" || verdict === "changed";
}

const isRed = (row: CheckRow) => isWorse(row) && row.severity === "error" && row.waiver === null;

/** Rows that fail a pull request. */
export function redRows({ rows }: Pick<CheckResult, "rows">): CheckRow[] {
  return rows.filter(isRed);
}

/** A regression that was found counts as one, whatever else is missing; a check without a row measured nothing. */
export function exitCodeOf(
  { rows }: Pick<CheckResult, "rows">,
  { strict }: { readonly strict: boolean },
): CheckExitCode {
  if (rows.some(isRed)) return 1;
  if (rows.length === 0 || rows.some(({ verdict }) => verdict === "missing")) return 3;
  return strict && rows.some(({ verdict }) => verdict === "inconclusive") ? 4 : 0;
}
