import type { QuantityFigure } from "../figure.ts";

export const precision = {
  name: "precision",
  title: "Precision of the positive label",
  help: "Of the test rows given the label that the dataset names positive, the share that have it",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "precision", side: "test" },
  read: ({ quality: { positive, test } }) =>
    positive === null || test === null ? null : (test.perClass.precision[positive] ?? 0),
  tables: [],
  check: {
    gate: "accuracy",
    noun: "precision of the positive label",
    kind: "quality",
    rule: "precision",
    ofAnyClass: "precision",
  },
} as const satisfies QuantityFigure;
