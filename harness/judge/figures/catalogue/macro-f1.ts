import type { QuantityFigure } from "../figure.ts";

export const macroF1 = {
  name: "macroF1",
  title: "Macro F1",
  help: "Mean F1 of the classes on the test rows; a class that is never predicted counts 0",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "macroF1", side: "test" },
  read: ({ quality }) => quality.test?.macroF1 ?? null,
  tables: ["configurations", "runs"],
  check: { gate: "accuracy", noun: "macro F1", kind: "quality", rule: "macroF1" },
} as const satisfies QuantityFigure;
