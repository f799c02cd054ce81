import { groupBy } from "../../../harness/base/group-by.ts";
import type { CheckRow } from "../../../harness/judge/check/check-result.ts";
import { formatCount } from "../../../harness/judge/figures/format.ts";
import { explanation, verdictText } from "./rows.ts";

/** A shorter reason takes no more room than a reference to it. */
const WORTH_SHARING = 40;

/** Reasons of the rows of a table, where one that several rows share stands once, below the table. */
export interface SharedReasons {
  /** By row: its reason, or "see note 1". */
  readonly of: ReadonlyMap<CheckRow, string>;
  /** In the order in which rows first refer to them. */
  readonly notes: readonly string[];
}

export function sharedReasons(rows: readonly CheckRow[]): SharedReasons {
  const of = new Map<CheckRow, string>();
  const notes: string[] = [];
  for (const alike of byReason(rows)) {
    const [first] = alike;
    const reason = explanation(first!);
    const isShared = alike.length > 1 && reason.length > WORTH_SHARING;
    if (isShared)
      notes.push(`Note ${notes.length + 1}, ${formatCount(alike.length)} × ${verdictText(first!)}: ${reason}`);
    for (const row of alike) of.set(row, isShared ? `see note ${notes.length}` : reason);
  }
  return { of, notes };
}

/** The rows in their order, but those with one verdict and reason together at the place of the first. */
export function groupedByReason(rows: readonly CheckRow[]): CheckRow[] {
  return byReason(rows).flat();
}

function byReason(rows: readonly CheckRow[]): CheckRow[][] {
  return [...groupBy(rows, (row) => `${verdictText(row)}\n${explanation(row)}`).values()];
}
