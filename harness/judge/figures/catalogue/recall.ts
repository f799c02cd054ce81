import type { QuantityFigure } from "../figure.ts";

export const recall = {
  name: "recall",
  title: "Recall of the positive label",
  help: "Of the test rows that have the label that the dataset names positive, the share that were given it",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "recall", side: "test" },
  read: ({ quality: { positive, test } }) => (positive === null ? null : (test?.perClass.recall[positive] ?? null)),
  tables: [],
  check: {
    gate: "accuracy",
    noun: "recall of the positive label",
    kind: "quality",
    rule: "recall",
    ofAnyClass: "recall",
  },
} as const satisfies QuantityFigure;
