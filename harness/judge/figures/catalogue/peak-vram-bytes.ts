import type { QuantityFigure } from "../figure.ts";

export const peakVramBytes = {
  name: "peakVramBytes",
  title: "GPU memory",
  help: "GPU memory of the serving process, the larger of two readings",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.peakVramBytes,
  tables: [],
} as const satisfies QuantityFigure;
