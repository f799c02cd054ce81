import type { QuantityFigure } from "../figure.ts";

export const testRows = {
  name: "testRows",
  title: "Test rows",
  help: "Rows that the test accuracy is taken on",
  unit: "count",
  better: "none",
  pooled: "constant",
  read: ({ quality }) => quality.testRows,
  tables: [],
} as const satisfies QuantityFigure;
