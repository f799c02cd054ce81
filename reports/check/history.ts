import { type Baseline, type HistoryEntry, historyEntry } from "../../harness/judge/check/baseline.ts";

/** A baseline and its predecessors. */
export interface BaselineHistory {
  /** Of the file, without its extension. */
  readonly name: string;
  /** From the oldest to the one that counts now. */
  readonly entries: readonly HistoryEntry[];
}

export function historyOf(name: string, baseline: Baseline): BaselineHistory {
  return { name, entries: [...baseline.history, historyEntry(baseline)] };
}
