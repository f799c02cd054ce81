import type { QuantityFigure } from "../figure.ts";

export const f1 = {
  name: "f1",
  title: "F1",
  help: "F1 of the second label on the test rows; with more than two labels, the mean over them",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  read: ({ quality }) => quality.f1,
  tables: [],
} as const satisfies QuantityFigure;
