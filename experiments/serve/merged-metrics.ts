import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from "prom-client";

/** The metrics of one process, as `Registry.getMetricsAsJSON` gives them. */
export type ProcessMetrics = readonly MetricObjectWithValues<MetricValue<string>>[];

/** What only grows. A process that ended takes its gauges with it, but not what it counted. */
const GROWING = ["counter", "histogram"];

/**
 * The metrics of several processes as those of one. Sums never fall when a process ends, which Prometheus would take for a
 * restart of the whole service, and count again.
 */
export class MergedMetrics {
  readonly #latest = new Map<number, ProcessMetrics>();
  #ended: ProcessMetrics = [];
  /** Ends are added up one after the other. */
  #lastEnd: Promise<void> = Promise.resolve();

  /** @param worker number of the process */
  report(worker: number, metrics: ProcessMetrics): void {
    this.#latest.set(worker, metrics);
  }

  /** Keeps what the process had counted when it reported last: that is what was shown of it. */
  end(worker: number): Promise<void> {
    this.#lastEnd = this.#lastEnd.then(async () => {
      const last = this.#latest.get(worker) ?? [];
      const counted = last.filter(({ type }) => GROWING.includes(type as unknown as string));
      const ended = await merged([this.#ended, counted]).getMetricsAsJSON();
      // Both at once: whoever reads in between would see a sum fall.
      this.#ended = ended;
      this.#latest.delete(worker);
    });
    return this.#lastEnd;
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return merged([this.#ended, ...this.#latest.values()]).metrics();
  }
}

function merged(all: readonly ProcessMetrics[]) {
  return AggregatorRegistry.aggregate(all as object[][]);
}
