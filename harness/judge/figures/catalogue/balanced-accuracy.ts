import type { QuantityFigure } from "../figure.ts";

export const balancedAccuracy = {
  name: "balancedAccuracy",
  title: "Balanced accuracy",
  help: "Mean recall of the classes on the test rows",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "balancedAccuracy", side: "test" },
  read: ({ quality }) => quality.test?.balancedAccuracy ?? null,
  tables: [],
  check: { gate: "accuracy", noun: "balanced accuracy", kind: "quality", rule: "balancedAccuracy" },
} as const satisfies QuantityFigure;
