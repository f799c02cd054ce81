import { QUERIES_NEEDED } from "../../../base/statistics/percentile.ts";
import type { QuantityFigure } from "../figure.ts";
import { formatCount } from "../format.ts";

export const p99Ms = {
  name: "p99Ms",
  title: "Latency p99",
  help: "99th percentile of the time per text, one text at a time",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p99Ms,
  tables: [],
  detail: { label: "p99" },
  missing: `the 99th percentile of latency (needs ${formatCount(QUERIES_NEEDED[99])} queries)`,
} as const satisfies QuantityFigure;
