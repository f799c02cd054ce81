import type { QuantityFigure } from "../figure.ts";

export const evaluationWallMs = {
  name: "evaluationWallMs",
  title: "Scoring",
  help: "Time to score the validation rows after each epoch; not part of any cost",
  unit: "ms",
  better: "lower",
  pooled: "median of trainings",
  read: ({ training }) => training.evaluationWallMs ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
