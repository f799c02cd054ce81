import type { QuantityFigure } from "../figure.ts";

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
} as const satisfies QuantityFigure;
