import type { QueueCounts } from "../../harness/queue/coordinator.io.ts";
import { canServe } from "../../harness/queue/names.ts";
import type { WorkerNote } from "../../harness/queue/workers.io.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { durationText } from "../progress.ts";

/** Sentences about queues that nobody works on. */
export function unservedLines(queues: readonly QueueCounts[], workers: readonly WorkerNote[]): string[] {
  return queues
    .filter(({ queue, waiting }) => waiting > 0 && !workers.some(({ backends }) => canServe(queue, backends)))
    .map(({ queue }) => {
      const what =
        workers.length === 0
          ? "no worker is running"
          : `no worker that is running has ${queue.replaceAll("+", " and ")}`;
      return `jobs wait in the queue ${queue}, and ${what}: start one with pricewar worker --redis URL on a machine that has`;
    });
}

/** What happens in the queues and on the machines now, as a table of each. */
export function statusLines(queues: readonly QueueCounts[], workers: readonly WorkerNote[], now: Date): string {
  const queueTable = alignedTable(
    ["queue", "waiting", "active"],
    queues.map(({ queue, waiting, active }) => [queue, String(waiting), String(active)]),
  );
  const workerTable = alignedTable(
    ["worker", "backends", "jobs done", "for", "doing"],
    workers.map(({ host, backends, doing, since, done }) => [
      host,
      backends.join(" "),
      String(done),
      durationText(now.getTime() - Date.parse(since)),
      doing ?? "waiting",
    ]),
  );
  return `${queueTable}\n\n${workers.length === 0 ? "no worker" : workerTable}`;
}
