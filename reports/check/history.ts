import { type Baseline, type HistoryEntry, historyEntry } from "../../harness/judge/check/baseline.ts";

/** A baseline and its earlier versions. */
export interface BaselineHistory {
  /** Name of the file without its extension. */
  readonly name: string;
  /** Oldest first; the last one is current. */
  readonly entries: readonly HistoryEntry[];
}

export function historyOf(name: string, baseline: Baseline): BaselineHistory {
  return { name, entries: [...baseline.history, historyEntry(baseline)] };
}
