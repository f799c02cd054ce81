import type { QuantityFigure } from "../figure.ts";

export const p99Ms = {
  name: "p99Ms",
  title: "Latency p99",
  help: "Time that 99 of 100 texts stay under, one text at a time",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p99Ms,
  tables: [],
  detail: { label: "p99" },
} as const satisfies QuantityFigure;
