import { formatP, formatPoints, plural } from "../analysis/format.ts";
import { randomStream } from "../random/mt19937.ts";
import { bootstrapMeans, drawsFor } from "../statistics/bootstrap.ts";
import { correctRows } from "../statistics/correct-rows.ts";
import { differenceByRow, rowSignTest } from "../statistics/paired-accuracy.ts";
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
export function judgeAccuracy({ base, head, differing }: MatchedCell, margin: number): Judgement {
  const other = otherRows(base, head);
  if (other !== null) return { verdict: "not-comparable", reason: other };
  const difference = differenceByRow(
    base.runs.map((run, index) => ({ candidate: rightRows(head.runs[index]!), reference: rightRows(run) })),
  );
  const rows = difference.length;
  const mean = difference.reduce((sum, value) => sum + value, 0) / rows;
  const over = `over ${plural(base.runs.length, "run")} of ${plural(rows, "test row")}`;
  const evidence = `McNemar p ${formatP(rowSignTest(difference))}`;
  const allowed = `${formatPoints(margin).replace("+", "")} points`;
  if (differing.length === 0) {
    const change = `${formatPoints(mean)} points ${over}`;
    if (mean < -margin - ROUNDING)
      return { verdict: "regressed", reason: `${change}, more than ${allowed} (${evidence})` };
    if (mean > margin + ROUNDING) return { verdict: "improved", reason: `${change} (${evidence})` };
    return { verdict: "pass", reason: `${change}, within ${allowed} (${evidence})` };
  }
  const uniform = randomStream(0, "accuracy", base.cell);
  const [interval] = bootstrapMeans([difference], rows, drawsFor(rows), () => uniform.nextFloat64());
  const { low, high } = interval!;
  const machines = `across machines (${differenceText(differing, base.fingerprint, head.fingerprint)})`;
  const change = `${formatPoints(mean)} points, 95 % interval ${formatPoints(low)} to ${formatPoints(high)}, ${over} ${machines}`;
  if (high < -margin - ROUNDING)
    return { verdict: "regressed", reason: `${change}: worse by more than ${allowed} (${evidence})` };
  if (low > margin + ROUNDING) return { verdict: "improved", reason: `${change} (${evidence})` };
  if (low >= -margin - ROUNDING)
    return { verdict: "pass", reason: `${change}: not worse by more than ${allowed} (${evidence})` };
  return {
    verdict: "inconclusive",
    reason: `${change}: may or may not be worse by more than ${allowed} (${evidence})`,
  };
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
