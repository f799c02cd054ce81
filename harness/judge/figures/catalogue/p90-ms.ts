import type { QuantityFigure } from "../figure.ts";

export const p90Ms = {
  name: "p90Ms",
  title: "Latency p90",
  help: "90th percentile of the time per text, one text at a time",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p90Ms,
  tables: [],
  detail: { label: "p90" },
} as const satisfies QuantityFigure;
