import type { QuantityFigure } from "../figure.ts";

export const ratesLowered = {
  name: "ratesLowered",
  title: "Rate reductions",
  help: "How often a plateau of the validation loss lowered the learning rate",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ training }) => training.reducedAfter?.length ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
