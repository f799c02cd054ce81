import type { QuantityFigure } from "../figure.ts";

export const trainPeakRssBytes = {
  name: "trainPeakRssBytes",
  title: "Peak memory of training",
  help: "Peak resident memory of the training process",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.trainPeakRssBytes,
  tables: [],
  check: { gate: "memory", noun: "training memory", kind: "sampled", phase: "train" },
} as const satisfies QuantityFigure;
