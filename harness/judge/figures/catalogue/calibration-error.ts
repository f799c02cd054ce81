import type { QuantityFigure } from "../figure.ts";

export const calibrationError = {
  name: "calibrationError",
  title: "Calibration error",
  help: "Expected calibration error on the test rows: how far accuracy and probability differ, in 15 bins",
  unit: "share",
  better: "lower",
  pooled: "mean of trainings",
  read: ({ quality }) => quality.test?.calibrationError ?? null,
  tables: [],
} as const satisfies QuantityFigure;
