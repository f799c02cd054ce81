import type { QuantityFigure } from "../figure.ts";

export const workers = {
  name: "workers",
  title: "Workers",
  help: "Processes that served at the same time; throughput, memory and cost are those of all together",
  unit: "count",
  better: "none",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.workers ?? null,
  tables: ["configurations"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;
