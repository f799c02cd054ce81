import type { QuantityFigure } from "../figure.ts";

export const exportedEpoch = {
  name: "exportedEpoch",
  title: "Weights of epoch",
  help: "The epoch whose weights were exported: the last, or the best where early stopping restores it",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ training: { stopped, history }, experiment }) =>
    stopped != null && experiment.training.earlyStopping?.restoreBest ? stopped.bestEpoch : history.length || null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
