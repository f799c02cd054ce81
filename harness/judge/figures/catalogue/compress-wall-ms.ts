import type { QuantityFigure } from "../figure.ts";

export const compressWallMs = {
  name: "compressWallMs",
  title: "Compressing",
  help: "Time of the techniques after training, fine-tuning included; neither training time nor training cost holds it",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.compressWallMs,
  tables: ["configurations"],
} as const satisfies QuantityFigure;
