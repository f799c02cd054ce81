import type { QuantityFigure } from "../figure.ts";

export const p90Ms = {
  name: "p90Ms",
  title: "Latency p90",
  help: "What 90 of 100 texts take at most, measured as the median latency is",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p90Ms,
  tables: [],
  detail: { label: "p90" },
} as const satisfies QuantityFigure;
