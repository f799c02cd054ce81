import type { QuantityFigure } from "../figure.ts";

export const bestEpoch = {
  name: "bestEpoch",
  title: "Best epoch",
  help: "The epoch with the lowest validation loss, with early stopping",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ training }) => training.stopped?.bestEpoch ?? null,
  tables: [],
} as const satisfies QuantityFigure;
