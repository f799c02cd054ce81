import type { QuantityFigure } from "../figure.ts";

export const plannedEpochs = {
  name: "plannedEpochs",
  title: "Epochs planned",
  help: "Epochs that the matrix requests",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  // A model that is not trained in epochs has the default in its experiment.
  read: ({ experiment, training: { history } }) => (history.length === 0 ? null : experiment.training.epochs),
  tables: [],
} as const satisfies QuantityFigure;
