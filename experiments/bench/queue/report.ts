import { formatBytes, formatCount } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";

/** Its name for `--only`. */
export const QUEUE = "queue";

/** What a coordinator and its Redis have taken since the work began, when so many cells had been collected. */
export interface QueueMark {
  readonly cells: number;
  readonly wallMs: number;
  /** Of the processor, by all threads. */
  readonly coordinatorCpuMs: number;
  readonly redisCpuMs: number;
  /** Of the coordinator, now. */
  readonly rssBytes: number;
}

export interface QueueMeasurement {
  /** The first of nothing, then of each part of the backlog, in order. */
  readonly marks: readonly QueueMark[];
  /** Of the coordinator. */
  readonly peakRssBytes: number;
  /** Of the simulated workers together. */
  readonly workersCpuMs: number;
}

const HEAD = ["cells", "cells a second", "coordinator, µs a cell", "Redis, µs a cell", "coordinator's memory"] as const;

/** Each part of the backlog beside the others: what costs more the more waits shows in the last. */
export function queueReport({ marks, peakRssBytes, workersCpuMs }: QueueMeasurement): string {
  const parts = marks.slice(1).map((mark, index) => rowOf(marks[index]!, mark));
  const [first, last] = [marks[0]!, marks.at(-1)!];
  const cells = last.cells - first.cells;
  return [
    alignedTable(HEAD, [...parts, ["all", ...rowOf(first, last).slice(1)]]),
    "",
    `peak memory of the coordinator: ${formatBytes(peakRssBytes)}; simulated workers: ${perCell(workersCpuMs, cells)} µs a cell`,
    `queue: ${formatCount(cells)} cells, four to a training, from enqueueing to a record on disk; workers run no phase, and models have no files. µs are of the processor, ` +
      "Redis' with what workers ask of it; cells a second also tell what else the machine does.",
  ].join("\n");
}

function rowOf(from: QueueMark, to: QueueMark): string[] {
  const cells = to.cells - from.cells;
  return [
    `to ${formatCount(to.cells)}`,
    formatCount((1000 * cells) / (to.wallMs - from.wallMs)),
    perCell(to.coordinatorCpuMs - from.coordinatorCpuMs, cells),
    perCell(to.redisCpuMs - from.redisCpuMs, cells),
    formatBytes(to.rssBytes),
  ];
}

/** Microseconds. */
function perCell(ms: number, cells: number): string {
  return formatCount((1000 * ms) / cells);
}
