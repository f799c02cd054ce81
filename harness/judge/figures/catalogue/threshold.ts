import type { QuantityFigure } from "../figure.ts";

export const threshold = {
  name: "threshold",
  title: "Threshold",
  help: "Probability of the positive label from which it is given; one half unless the matrix asks for another",
  unit: "number",
  better: "none",
  pooled: "median of runs",
  read: ({ quality, experiment }) => quality.threshold ?? (experiment.serving.threshold === undefined ? 0.5 : null),
  tables: [],
} as const satisfies QuantityFigure;
