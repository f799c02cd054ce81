import type { QuantityFigure } from "../figure.ts";

export const validationAccuracy = {
  name: "validationAccuracy",
  title: "Validation accuracy",
  help: "Accuracy on the training rows held out for validation; the choice is based on it",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "accuracy", side: "validation" },
  read: ({ quality }) => quality.validationAccuracy,
  tables: ["configurations", "runs"],
} as const satisfies QuantityFigure;
