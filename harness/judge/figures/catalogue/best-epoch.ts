import type { QuantityFigure } from "../figure.ts";

export const bestEpoch = {
  name: "bestEpoch",
  title: "Best epoch",
  help: "The epoch of the lowest validation loss under early stopping",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ training }) => training.stopped?.bestEpoch ?? null,
  tables: [],
} as const satisfies QuantityFigure;
