import type { QuantityFigure } from "../figure.ts";

export const f1 = {
  name: "f1",
  title: "F1 of the positive label",
  help: "Harmonic mean of precision and recall of the label that the dataset names positive, on the test rows",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "f1", side: "test" },
  read: ({ quality: { positive, test } }) =>
    positive === null || test === null ? null : (test.perClass.f1[positive] ?? 0),
  tables: [],
  check: { gate: "accuracy", noun: "F1 of the positive label", kind: "quality", rule: "f1", ofAnyClass: "F1" },
} as const satisfies QuantityFigure;
