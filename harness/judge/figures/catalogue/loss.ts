import type { QuantityFigure } from "../figure.ts";

export const loss = {
  name: "loss",
  title: "Test loss",
  help: "Mean cross-entropy on the test rows, natural logarithm",
  unit: "number",
  better: "lower",
  pooled: "mean of trainings",
  read: ({ quality }) => quality.loss,
  tables: [],
} as const satisfies QuantityFigure;
