import type { QuantityFigure } from "../figure.ts";

export const plannedEpochs = {
  name: "plannedEpochs",
  title: "Epochs planned",
  help: "Epochs that the matrix requests",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ experiment }) => experiment.training.epochs,
  tables: [],
} as const satisfies QuantityFigure;
