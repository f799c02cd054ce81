import { randomStream } from "../../base/random/mt19937.ts";
import { bootstrapMeans, drawsFor, type Interval } from "../../base/statistics/bootstrap.ts";
import { correctRows } from "../../base/statistics/correct-rows.ts";
import { differenceByRow, rowSignTest } from "../../base/statistics/paired-accuracy.ts";
import { formatNumber, formatP, formatPoints, plural } from "../figures/format.ts";
import type { CheckRow } from "./check-result.ts";
import { differenceText } from "./fingerprint.ts";
import type { MatchedCell } from "./match-cells.ts";
import type { SnapshotRun } from "./snapshot.ts";

/** What a sum of thirds that should be the margin may miss it by. */
const ROUNDING = 1e-9;

export type Judgement = Pick<CheckRow, "verdict" | "reason">;

/**
 * Accuracy pooled over a cell's seeds. On equal machines it is the same every time, so that the difference decides; across
 * machines its 95 % bootstrap interval over the test rows has to lie beyond the margin.
 * @param margin share of the test rows that it may be worse by, such as 0.005 for half a point
 * @throws RecordError on a bitset of right answers that does not fit the test rows
 */
export function judgeAccuracy(cell: MatchedCell, margin: number): Judgement {
  const { base, head, differing } = cell;
  const other = otherRows(base, head);
  if (other !== null) return { verdict: "not-comparable", reason: other };
  const difference = differenceByRow(
    base.runs.map((run, index) => ({ candidate: rightRows(head.runs[index]!), reference: rightRows(run) })),
  );
  const mean = difference.reduce((sum, value) => sum + value, 0) / difference.length;
  const over = `over ${plural(base.runs.length, "run")} of ${plural(difference.length, "test row")}`;
  const evidence = `McNemar p ${formatP(rowSignTest(difference))}`;
  if (differing.length === 0) {
    const verdict = verdictOf({ low: mean, high: mean }, margin);
    return { verdict, reason: `${formatPoints(mean)} points ${over}, ${against(verdict, margin)} (${evidence})` };
  }
  const uniform = randomStream(0, "accuracy", base.cell);
  const draws = drawsFor(difference.length);
  const interval = bootstrapMeans([difference], difference.length, draws, () => uniform.nextFloat64())[0]!;
  const verdict = verdictOf(interval, margin);
  const ends = `95 % interval ${formatPoints(interval.low)} to ${formatPoints(interval.high)}`;
  const machines = differenceText(differing, base.fingerprint, head.fingerprint);
  return {
    verdict,
    reason:
      `${formatPoints(mean)} points (${ends}) ${over}, ${against(verdict, margin)} (${evidence}); ` +
      `across machines: ${machines}`,
  };
}

/** @param difference head less base: where it surely lies */
function verdictOf({ low, high }: Interval, margin: number): "regressed" | "improved" | "pass" | "inconclusive" {
  if (high < -margin - ROUNDING) return "regressed";
  if (low > margin + ROUNDING) return "improved";
  return low >= -margin - ROUNDING ? "pass" : "inconclusive";
}

function against(verdict: ReturnType<typeof verdictOf>, margin: number): string {
  const points = `${formatNumber(margin * 100)} points`;
  if (verdict === "regressed") return `worse by more than ${points}`;
  if (verdict === "improved") return `better by more than ${points}`;
  return verdict === "pass" ? `not worse by more than ${points}` : `which may be worse by more than ${points}`;
}

/** What keeps two from being scored on the same rows, in words; null where nothing does. */
function otherRows(base: MatchedCell["base"], head: MatchedCell["head"]): string | null {
  const described = ({ dataset, runs }: MatchedCell["base"]) =>
    `${dataset} with ${[...new Set(runs.map(({ testRows }) => testRows))].join(" and ")} test rows`;
  const [before, after] = [described(base), described(head)];
  const sizes = new Set([...base.runs, ...head.runs].map(({ testRows }) => testRows));
  return before === after && sizes.size === 1 ? null : `other test rows: ${before} → ${after}; measure both sides anew`;
}

function rightRows({ correct, testRows }: SnapshotRun): Uint8Array {
  return correctRows(correct, testRows);
}
