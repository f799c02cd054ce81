import { mean } from "simple-statistics";
import { randomStream } from "../../base/random/mt19937.ts";
import { bootstrapMean, type Interval } from "../../base/statistics/bootstrap.ts";
import { correctRows } from "../../base/statistics/correct-rows.ts";
import {
  differenceKinds,
  type PairedDifferences,
  pairedDifferences,
  rowSignTest,
} from "../../base/statistics/paired-accuracy.ts";
import { studentInterval } from "../../base/statistics/student-t.ts";
import { twoWayError } from "../../base/statistics/two-way-error.ts";
import { unpackRows } from "../../contract/outcome-rows.ts";
import type { Answers } from "../quality/answers.ts";
import { figureOverRows } from "../quality/row-variance.ts";
import type { RuleFigure } from "../quality/rule-figure.ts";
import type { CheckRow } from "./check-result.ts";
import { differencesIn } from "./fingerprint.ts";
import type { MatchedCell } from "./match-cells.ts";
import type { RowReason } from "./reason.ts";
import type { SnapshotRun } from "./snapshot.ts";

/** Rounding error of a sum that should equal the margin. */
const ROUNDING = 1e-9;

export type Judgment = Pick<CheckRow, "verdict" | "reason">;

/**
 * Judges the accuracy pooled over a cell's seeds. On equal machines it is reproducible, so the difference itself decides;
 * across machines, its 95 % bootstrap interval over the test rows must be beyond the margin.
 * @param margin allowed loss as a share of the test rows, such as 0.005 for half a point
 * @throws RecordError on a bitset of correct answers that does not fit the test rows
 */
export function judgeAccuracy(cell: MatchedCell, margin: number): Judgment {
  const { base, head, differing } = cell;
  const other = otherTestRows(base, head);
  if (other !== null) return { verdict: "not-comparable", reason: other };
  const differences = pairedDifferences(
    base.runs.map((run, index) => ({ candidate: rightRows(head.runs[index]!), reference: rightRows(run) })),
  );
  const difference = mean(differences.each.map((pair) => pair.mean));
  const interval = differing.length === 0 ? null : intervalOf(differences, base.cell);
  return {
    verdict: verdictOf(interval ?? { low: difference, high: difference }, margin),
    reason: {
      kind: "accuracy",
      difference,
      interval,
      runs: base.runs.length,
      testRows: differences.rows,
      margin,
      p: rowSignTest(differences),
      differences: differencesIn(differing, base.fingerprint, head.fingerprint),
    },
  };
}

/**
 * Judges another figure of the answers, such as macro F1, in the same way.
 * @throws RecordError on labels or predictions that do not fit the test rows
 */
export function judgeQuality(cell: MatchedCell, figure: RuleFigure, margin: number): Judgment {
  const { base, head, differing } = cell;
  const other = otherTestRows(base, head);
  if (other !== null) return { verdict: "not-comparable", reason: other };
  const pairs = base.runs.map((run, index) => ({ own: answersOf(head.runs[index]!), twin: answersOf(run) }));
  const { values, rowVariance, unseenVariance } = figureOverRows(figure, pairs);
  const difference = mean(values);
  const error = twoWayError(rowVariance + unseenVariance, base.runs[0]!.testRows, values);
  const interval = studentInterval(difference, error);
  return {
    verdict: verdictOf(differing.length === 0 ? { low: difference, high: difference } : interval, margin),
    reason: {
      kind: "accuracy",
      difference,
      interval: differing.length === 0 ? null : interval,
      runs: pairs.length,
      testRows: base.runs[0]!.testRows,
      margin,
      p: null,
      differences: differencesIn(differing, base.fingerprint, head.fingerprint),
    },
  };
}

/** A figure of the answers exists only where a snapshot has them. */
export function answersOf({ testRows, answers }: SnapshotRun): Answers {
  const { classes, positive: _, ...rows } = answers!;
  return { ...unpackRows({ rows: testRows, ...rows }, classes), classes };
}

/**
 * 95 % bootstrap interval of the mean over the test rows.
 * @param cell seeds the draws
 */
function intervalOf(differences: PairedDifferences, cell: string): Interval {
  const uniform = randomStream(0, "accuracy", cell);
  return bootstrapMean(differenceKinds(differences), () => uniform.nextFloat64());
}

/** @param interval range of head minus base */
function verdictOf({ low, high }: Interval, margin: number): "regressed" | "improved" | "pass" | "inconclusive" {
  if (high < -margin - ROUNDING) return "regressed";
  if (low > margin + ROUNDING) return "improved";
  return low >= -margin - ROUNDING ? "pass" : "inconclusive";
}

/** The differing test rows of base and head; null if both were scored on the same ones. */
function otherTestRows(
  base: MatchedCell["base"],
  head: MatchedCell["head"],
): Extract<RowReason, { kind: "other-test-rows" }> | null {
  const described = ({ dataset, runs }: MatchedCell["base"]) => ({
    dataset,
    testRows: [...new Set(runs.map(({ testRows }) => testRows))],
  });
  const sizes = new Set([...base.runs, ...head.runs].map(({ testRows }) => testRows));
  if (base.dataset === head.dataset && sizes.size === 1) return null;
  return { kind: "other-test-rows", base: described(base), head: described(head) };
}

function rightRows({ correct, testRows }: SnapshotRun): Uint8Array {
  return correctRows(correct, testRows);
}
