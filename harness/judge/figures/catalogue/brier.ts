import type { QuantityFigure } from "../figure.ts";

export const brier = {
  name: "brier",
  title: "Brier score",
  help: "Mean squared distance of the probabilities from the label, on the test rows",
  unit: "number",
  better: "lower",
  pooled: "mean of trainings",
  read: ({ quality }) => quality.test?.brier ?? null,
  tables: [],
} as const satisfies QuantityFigure;
