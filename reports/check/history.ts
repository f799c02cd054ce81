import { type Baseline, type HistoryEntry, historyEntry } from "../../harness/judge/check/baseline.ts";

/** What a baseline tells of itself and of those before it. */
export interface BaselineHistory {
  /** Of the file, without its extension. */
  readonly name: string;
  /** From the oldest to the one that counts now. */
  readonly entries: readonly HistoryEntry[];
}

export function historyOf(name: string, baseline: Baseline): BaselineHistory {
  return { name, entries: [...baseline.history, historyEntry(baseline)] };
}
