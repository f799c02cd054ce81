import type { QuantityFigure } from "../figure.ts";

export const epochsRun = {
  name: "epochsRun",
  title: "Epochs run",
  help: "Epochs that were run",
  unit: "count",
  better: "none",
  pooled: "median of trainings",
  read: ({ training }) => training.history.length || null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
