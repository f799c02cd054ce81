import type { QuantityFigure } from "../figure.ts";

export const p99BoundMs = {
  name: "p99BoundMs",
  title: "Bound of p99",
  help: "What 99 of 100 requests may take at most at the rate that was searched for",
  unit: "ms",
  better: "none",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.load?.p99BoundMs ?? null,
  tables: [],
  detail: { label: "p99 within" },
} as const satisfies QuantityFigure;
