import type { QuantityFigure } from "../figure.ts";

export const accuracy = {
  name: "accuracy",
  summaryField: "testAccuracy",
  title: "Test accuracy",
  help: "Share of the test rows that the exported model labels correctly, on the backend that is timed",
  method: "Configurations that share a training are not independent samples, so n counts trainings, not runs.",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "accuracy", side: "test" },
  read: ({ quality }) => quality.accuracy,
  tables: ["configurations", "runs"],
  terminal: "accuracy",
  tile: "test accuracy",
  check: { gate: "accuracy", noun: "accuracy", kind: "accuracy", history: "chart" },
} as const satisfies QuantityFigure;
