import { QUERIES_NEEDED } from "../../../base/statistics/percentile.ts";
import type { QuantityFigure } from "../figure.ts";
import { formatCount } from "../format.ts";

export const p99Ms = {
  name: "p99Ms",
  title: "Latency p99",
  help: "What 99 of 100 texts take at most, measured as the median latency is",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p99Ms,
  tables: [],
  detail: { label: "p99" },
  // Batches that are all there from the beginning have no latency.
  isNotMeant: ({ experiment }) => experiment.serving.scenario === "offline",
  missing: `the 99th percentile of latency (needs ${formatCount(QUERIES_NEEDED[99])} queries)`,
} as const satisfies QuantityFigure;
