import type { QuantityFigure } from "../figure.ts";

export const coldStartMs = {
  name: "coldStartMs",
  title: "Cold start",
  help: "From the start of the process to the first probability",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.coldStartMs,
  tables: ["configurations"],
} as const satisfies QuantityFigure;
