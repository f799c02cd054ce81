import type { QuantityFigure } from "../figure.ts";

export const validationAccuracy = {
  name: "validationAccuracy",
  title: "Validation accuracy",
  help: "Accuracy on training rows that were held back; the choice is made on it",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  read: ({ quality }) => quality.validationAccuracy,
  tables: ["configurations", "runs"],
} as const satisfies QuantityFigure;
