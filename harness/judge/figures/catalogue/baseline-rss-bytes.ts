import type { QuantityFigure } from "../figure.ts";

export const baselineRssBytes = {
  name: "baselineRssBytes",
  title: "Memory before the model",
  help: "Resident memory of the serving process after loading its runtime, before loading the model",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.baselineRssBytes,
  tables: [],
  detail: { label: "before the model", isOptional: true },
} as const satisfies QuantityFigure;
