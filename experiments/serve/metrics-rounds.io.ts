import cluster, { type Worker } from "node:cluster";
import type { Clock } from "../../harness/base/clock.ts";
import { MergedMetrics } from "./merged-metrics.ts";
import type { ToPrimary, ToWorker } from "./messages.ts";

/** A worker that is busy for longer is shown as it was. */
const REPORT_LIMIT_MS = 1000;

/**
 * The primary's side of /metrics. prom-client's own (`AggregatorRegistry.clusterMetrics`) fails as a whole, after five
 * seconds, while any worker is starting or busy (prometheus/client_js#181), and forgets workers that ended.
 */
export class MetricsRounds {
  readonly #clock: Clock;
  readonly #merged = new MergedMetrics();
  /** What is called with each report of a round. */
  readonly #rounds = new Map<number, (worker: number) => void>();
  /** Workers that listen, and so report. */
  readonly #reporting = new Map<number, Worker>();
  #started = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    cluster.on("message", async (worker, message: ToPrimary) => {
      if (message.type === "report") {
        // What comes from a worker that ended meanwhile is part of its end.
        if (this.#reporting.has(worker.id)) this.#merged.report(worker.id, message.metrics);
        this.#rounds.get(message.round)?.(worker.id);
      } else if (message.type === "metrics wanted") {
        send(worker, { type: "metrics", id: message.id, text: await this.#collect() });
      }
    });
  }

  add(worker: Worker): void {
    this.#reporting.set(worker.id, worker);
  }

  async end(worker: Worker): Promise<void> {
    this.#reporting.delete(worker.id);
    for (const reported of this.#rounds.values()) reported(worker.id);
    await this.#merged.end(worker.id);
  }

  async #collect(): Promise<string> {
    const round = this.#started++;
    const missing = new Set(this.#reporting.keys());
    await new Promise<void>((resolve) => {
      const forget = this.#clock.after(REPORT_LIMIT_MS, resolve);
      this.#rounds.set(round, (worker) => {
        missing.delete(worker);
        if (missing.size > 0) return;
        forget();
        resolve();
      });
      for (const worker of this.#reporting.values()) send(worker, { type: "report wanted", round });
    });
    this.#rounds.delete(round);
    return this.#merged.text();
  }
}

/** To a worker that may just have ended, which is noticed elsewhere. */
function send(worker: Worker, message: ToWorker): void {
  worker.send(message, () => undefined);
}
