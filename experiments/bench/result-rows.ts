import { median } from "simple-statistics";
import { type Comparison, compare } from "./compare.ts";
import type { Measurement } from "./measurement.ts";
import type { WorkResults } from "./run-work.ts";

/** One line of the table. */
export interface ResultRow {
  readonly work: string;
  readonly backend: string;
  /** Our median, formatted. */
  readonly ours: string;
  /** Null if no peer of this backend was measured. */
  readonly versus: { readonly peer: string; readonly theirs: string; readonly comparison: Comparison } | null;
}

/** One row of `--json`. */
export interface BenchRow extends Comparison {
  readonly work: string;
  readonly backend: string;
  readonly peer: string;
}

/** A row for each measured pair, and one for each of our backends without a measured peer. */
export function resultRows({ work, measured }: WorkResults): ResultRow[] {
  const backends = [...new Set(work.pairs.map(({ backend }) => backend))];
  return backends.flatMap((backend): ResultRow[] => {
    const oursMs = timesMs(measured.get(backend)!);
    const ours = work.figure(median(oursMs));
    const pairs = work.pairs.flatMap((pair): ResultRow[] => {
      const theirs = pair.backend === backend && pair.peer !== null ? measured.get(pair.peer) : undefined;
      if (pair.peer === null || theirs === undefined) return [];
      const comparison = compare(oursMs, timesMs(theirs));
      const versus = { peer: pair.peer, theirs: work.figure(median(timesMs(theirs))), comparison };
      return [{ work: work.name, backend, ours, versus }];
    });
    return pairs.length > 0 ? pairs : [{ work: work.name, backend, ours, versus: null }];
  });
}

/** Only the comparisons, as `--json` writes them. */
export function benchRows(rows: readonly ResultRow[]): BenchRow[] {
  return rows.flatMap(({ work, backend, versus }) =>
    versus === null ? [] : [{ work, backend, peer: versus.peer, ...versus.comparison }],
  );
}

function timesMs(measurements: readonly Measurement[]): number[] {
  return measurements.map(({ medianMs }) => medianMs);
}
