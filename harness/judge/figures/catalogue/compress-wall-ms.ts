import type { QuantityFigure } from "../figure.ts";

export const compressWallMs = {
  name: "compressWallMs",
  title: "Compressing",
  help: "Time of the techniques that run after training, fine-tuning included; not part of training time or training cost",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.compressWallMs,
  tables: ["configurations"],
} as const satisfies QuantityFigure;
