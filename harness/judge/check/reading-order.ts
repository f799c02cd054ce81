import { type CheckResult, type CheckRow, redRows, type Verdict } from "./check-result.ts";

/** The order in which a reader needs them. */
const VERDICTS: readonly Verdict[] = [
  "regressed",
  "changed",
  "missing",
  "inconclusive",
  "not-comparable",
  "improved",
  "pass",
];

/** Rows that fail first, then by verdict, passes last; equal ones in their old order. */
export function inReadingOrder(result: Pick<CheckResult, "rows">): CheckRow[] {
  const red = new Set(redRows(result));
  const rank = (row: CheckRow) => VERDICTS.indexOf(row.verdict) + (red.has(row) ? 0 : VERDICTS.length);
  return [...result.rows].sort((a, b) => rank(a) - rank(b));
}
