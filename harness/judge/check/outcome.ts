import type { Check } from "../figures/figure.ts";
import { GATES } from "../figures/figure.ts";
import { type CheckResult, type CheckRow, exitCodeOf, isUndecided, redRows, type Verdict } from "./check-result.ts";
import { METRICS } from "./metrics.ts";

/** The verdict of a whole check, which every output states. */
export type Outcome = "pass" | "regressed" | "over-budget" | "changed" | "incomplete" | "inconclusive";

/** What fails a check, by how much it matters. */
const FAILURES = ["regressed", "over-budget", "changed"] as const satisfies readonly Verdict[];

/**
 * The outcome agrees with the exit code, except that a check in which nothing could be told about some group of metrics,
 * such as all times, is inconclusive even where that does not fail it.
 */
export function outcomeOf(result: Pick<CheckResult, "rows" | "strict">): Outcome {
  switch (exitCodeOf(result)) {
    case 1:
      return worstOf(redRows(result)).verdict as (typeof FAILURES)[number];
    case 3:
      return "incomplete";
    case 4:
      return "inconclusive";
    case 0:
      return undecidedGates(result).length > 0 ? "inconclusive" : "pass";
  }
}

/** The first of the rows that matter most. @param red at least one row that fails the check */
export function worstOf(red: readonly CheckRow[]): CheckRow {
  const worst = FAILURES.find((verdict) => red.some((row) => row.verdict === verdict));
  return red.find(({ verdict }) => verdict === worst)!;
}

/** The groups of metrics with rows of which none was decided. */
export function undecidedGates({ rows }: Pick<CheckResult, "rows">): Check["gate"][] {
  return GATES.filter((gate) => {
    const own = rows.filter(({ metric }) => METRICS[metric].gate === gate);
    return own.length > 0 && own.every(isUndecided);
  });
}
