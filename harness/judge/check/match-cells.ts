import type { CheckRow } from "./check-result.ts";
import { compareFingerprints } from "./fingerprint.ts";
import { plainRow } from "./plain-row.ts";
import type { CheckNote, RowReason } from "./reason.ts";
import type { Snapshot, SnapshotCell, SnapshotRun } from "./snapshot.ts";

/** A cell that both sides finished, with the base's runs and the head's matching ones in the same order. */
export interface MatchedCell {
  readonly base: SnapshotCell & { readonly runs: readonly SnapshotRun[] };
  readonly head: SnapshotCell & { readonly runs: readonly SnapshotRun[] };
  /** Keys in which the fingerprints of the two differ. */
  readonly differing: readonly string[];
}

export interface MatchedCells {
  /** In the base's order. */
  readonly matched: readonly MatchedCell[];
  /** A row with the verdict "missing" for every cell that one side lacks or did not finish. */
  readonly missing: readonly CheckRow[];
  readonly notes: readonly CheckNote[];
}

/** Matches the cells of base and head by their fields. A cell without a match gets a row or a note. */
export function matchCells(base: Snapshot, head: Snapshot): MatchedCells {
  const inBase = new Map(base.cells.map((cell) => [cell.cell, cell]));
  const inHead = new Map(head.cells.map((cell) => [cell.cell, cell]));
  const matched: MatchedCell[] = [];
  const missing: CheckRow[] = [];
  const notes: CheckNote[] = [];
  for (const cell of base.cells) {
    const other = inHead.get(cell.cell);
    const skipped = onlySkipped(cell);
    const reason = unfinishedReason("base", cell) ?? unfinishedBeside(cell, other);
    if (skipped !== null) notes.push({ kind: "base-skipped", label: cell.label, reason: skipped });
    else if (reason !== null || other === undefined) {
      missing.push(missingRow(cell, reason ?? { kind: "no-cell" }));
    } else matched.push(matchRuns(cell, other));
  }
  for (const cell of head.cells) {
    const other = inBase.get(cell.cell);
    if (other !== undefined && onlySkipped(other) === null) continue;
    const reason = onlySkipped(cell) === null ? unfinishedReason("head", cell) : null;
    if (reason !== null) missing.push(missingRow(cell, reason));
    else if (other === undefined) notes.push({ kind: "new-cell", label: cell.label });
  }
  return { matched, missing, notes };
}

/** Why the machine skipped all runs of a cell; null if it ran or tried any. */
function onlySkipped({ runs, unfinished }: SnapshotCell): string | null {
  if (runs.length > 0) return null;
  const reasons = unfinished.map((run) => (run.status === "skipped" ? run.reason : null));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function unfinishedReason(side: "base" | "head", { unfinished }: SnapshotCell): RowReason | null {
  const [first] = unfinished;
  if (first === undefined) return null;
  const { seed, repeat: _, ...why } = first;
  return { kind: "unfinished", side, seed, why };
}

/** Why the head lacks a run that the base has; null if it lacks none. */
function unfinishedBeside(base: SnapshotCell, head: SnapshotCell | undefined): RowReason | null {
  if (head === undefined) return null;
  const unfinished = unfinishedReason("head", head);
  const lacking = base.runs.find((run) => twinOf(run, head) === undefined);
  if (lacking === undefined) return unfinished;
  return unfinished ?? { kind: "no-run", seed: lacking.seed, repeat: lacking.repeat };
}

function twinOf({ seed, repeat }: SnapshotRun, { runs }: SnapshotCell): SnapshotRun | undefined {
  return runs.find((run) => run.seed === seed && run.repeat === repeat);
}

function matchRuns(base: SnapshotCell, head: SnapshotCell): MatchedCell {
  return {
    base,
    head: { ...head, runs: base.runs.map((run) => twinOf(run, head)!) },
    differing: compareFingerprints(base.fingerprint, head.fingerprint),
  };
}

/** Listed as accuracy, since every cell has that metric. */
function missingRow({ cell, label }: SnapshotCell, reason: RowReason): CheckRow {
  return plainRow({
    cell,
    label,
    metric: "accuracy",
    className: null,
    verdict: "missing",
    base: null,
    head: null,
    reason,
  });
}
