import { ConfigError } from "../../base/errors.ts";
import type { Judgment } from "./accuracy.ts";
import { applyLimits, type LimitContext, limitNotes } from "./apply-limits.ts";
import { CHECK_SCHEMA, type CheckResult, type CheckRow } from "./check-result.ts";
import { compareExact, lacks, NO_FIGURE, rowOf } from "./exact.ts";
import { differencesIn } from "./fingerprint.ts";
import { headOnlyBreaches } from "./head-only.ts";
import type { MatchedCell } from "./match-cells.ts";
import { METRIC_NAMES, METRICS } from "./metrics.ts";
import type { CheckNote } from "./reason.ts";
import type { Snapshot } from "./snapshot.ts";

export interface StoredSettings extends Pick<LimitContext, "limits" | "today">, Pick<CheckResult, "strict"> {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

const SAMPLED = METRIC_NAMES.filter((name) => METRICS[name].kind === "sampled");

/**
 * Compares two snapshots that were not sampled side by side. Sizes, structure and accuracy are judged; times, memory and
 * cost only by limits, since one run per side is not enough to compare them.
 * @throws ConfigError if the snapshots are of different matrices
 * @throws RecordError on a bitset of correct answers that does not fit the test rows
 */
export function compareStored(
  base: Snapshot,
  head: Snapshot,
  { limits, today, startedAt, strict }: StoredSettings,
): CheckResult {
  const { matrix } = base;
  if (head.matrix !== matrix) {
    throw new ConfigError(
      `the baseline ${base.side.name} is for the matrix ${matrix}, but the candidate ${head.side.name} is for ${head.matrix}: ` +
        "name two of the same matrix",
    );
  }
  const fields = new Map([...base.cells, ...head.cells].map((cell) => [cell.cell, cell.fields]));
  const context: LimitContext = { limits, matrix, fields, today };
  const { matched, rows: settled, notes } = compareExact(base, head, context);
  const sampled = matched.flatMap((cell) => SAMPLED.flatMap((metric) => sampledRow(metric, cell, matrix) ?? []));
  return {
    schema: CHECK_SCHEMA,
    matrix,
    startedAt,
    base: base.side,
    head: head.side,
    seed: null,
    strict,
    control: null,
    rows: [...applyLimits(inOrder([...sampled, ...settled]), context), ...headOnlyBreaches(base, head, context)],
    notes: [...notes, ...limitNotes(context), notPaired(head)],
  };
}

function notPaired({ matrix, matrixFile = matrix, otherDataset }: Snapshot): CheckNote {
  const data = otherDataset === undefined ? {} : { dataset: otherDataset };
  return { kind: "not-paired", matrix: matrixFile, ...data };
}

function sampledRow(metric: (typeof SAMPLED)[number], cell: MatchedCell, matrix: string): CheckRow | null {
  const lacking = lacks(metric, cell);
  if (lacking === "both" || lacking === "base") return null;
  // On another machine, a missing figure may not be the fault of the code.
  const isGone = lacking === "head" && cell.differing.length === 0;
  return rowOf(metric, cell, isGone ? NO_FIGURE : withoutPairs(cell, matrix));
}

/** Never red: figures are not scaled by the speed of the machine. */
function withoutPairs({ base, head, differing }: MatchedCell, matrix: string): Judgment {
  return {
    verdict: differing.length === 0 ? "inconclusive" : "not-comparable",
    reason: { kind: "not-paired", matrix, differences: differencesIn(differing, base.fingerprint, head.fingerprint) },
  };
}

/** By cell in the given order, then by metric. */
function inOrder(rows: readonly CheckRow[]): CheckRow[] {
  const cells = [...new Set(rows.map(({ cell }) => cell))];
  const rank = ({ cell, metric }: CheckRow) => cells.indexOf(cell) * METRIC_NAMES.length + METRIC_NAMES.indexOf(metric);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}
