import type { QuantityFigure } from "../figure.ts";

export const p999Ms = {
  name: "p999Ms",
  title: "Latency p99.9",
  help: "What 999 of 1,000 texts take at most, measured as the median latency is",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p999Ms ?? null,
  tables: [],
  detail: { label: "p99.9", isOptional: true },
} as const satisfies QuantityFigure;
