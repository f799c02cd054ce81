import type { QuantityFigure } from "../figure.ts";

export const testRows = {
  name: "testRows",
  title: "Test rows",
  help: "Rows used to measure the test accuracy",
  unit: "count",
  better: "none",
  pooled: "constant",
  read: ({ quality }) => quality.testRows,
  tables: [],
} as const satisfies QuantityFigure;
