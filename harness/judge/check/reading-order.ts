import { type CheckResult, type CheckRow, redRows, type Verdict } from "./check-result.ts";

/** Verdicts by how much they matter to a reader. */
const VERDICTS: readonly Verdict[] = [
  "regressed",
  "over-budget",
  "changed",
  "missing",
  "inconclusive",
  "not-comparable",
  "improved",
  "pass",
];

/** Rows that fail the check first, then by verdict, passes last; otherwise the order is kept. */
export function inReadingOrder(result: Pick<CheckResult, "rows">): CheckRow[] {
  const red = new Set(redRows(result));
  const rank = (row: CheckRow) => VERDICTS.indexOf(row.verdict) + (red.has(row) ? 0 : VERDICTS.length);
  return [...result.rows].sort((a, b) => rank(a) - rank(b));
}
