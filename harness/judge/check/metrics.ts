/** What a check compares, one row a cell and metric. */

/** The part of a pull request that a metric speaks for; each has limits of its own. */
export type Gate = "time" | "memory" | "size" | "accuracy" | "cost" | "price";

export interface Metric {
  readonly gate: Gate;
  /** As it stands in a table. */
  readonly title: string;
  /**
   * "sampled": noisy, told by pairs of fresh processes; "exact": one value says it all; "accuracy": the same on equal
   * machines, pooled over the seeds; "derived": follows from others and is held to budgets alone.
   */
  readonly kind: "sampled" | "exact" | "accuracy" | "derived";
  /** "same" where any change is one for the worse until somebody says otherwise. */
  readonly better: "lower" | "higher" | "same";
  readonly unit: "ms" | "texts/s" | "bytes" | "count" | "share" | "usd/M" | "id";
}

export const METRICS = {
  trainStepMs: { gate: "time", title: "training step", kind: "sampled", better: "lower", unit: "ms" },
  textsPerSecond: { gate: "time", title: "throughput", kind: "sampled", better: "higher", unit: "texts/s" },
  p50Ms: { gate: "time", title: "latency p50", kind: "sampled", better: "lower", unit: "ms" },
  trainPeakRssBytes: { gate: "memory", title: "training memory", kind: "sampled", better: "lower", unit: "bytes" },
  peakRssBytes: { gate: "memory", title: "serving memory", kind: "sampled", better: "lower", unit: "bytes" },
  modelBytes: { gate: "size", title: "model file", kind: "exact", better: "lower", unit: "bytes" },
  parameters: { gate: "size", title: "parameters", kind: "exact", better: "lower", unit: "count" },
  graph: { gate: "size", title: "graph structure", kind: "exact", better: "same", unit: "id" },
  accuracy: { gate: "accuracy", title: "accuracy", kind: "accuracy", better: "higher", unit: "share" },
  usdPerMillionTexts: { gate: "cost", title: "cost of serving", kind: "derived", better: "lower", unit: "usd/M" },
  price: { gate: "price", title: "price sheet", kind: "exact", better: "same", unit: "id" },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];
