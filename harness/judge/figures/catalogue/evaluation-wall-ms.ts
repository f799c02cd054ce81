import type { QuantityFigure } from "../figure.ts";

export const evaluationWallMs = {
  name: "evaluationWallMs",
  title: "Scoring",
  help: "Time of scoring the validation rows after each epoch, which is in no cost",
  unit: "ms",
  better: "lower",
  pooled: "median of trainings",
  read: ({ training }) => training.evaluationWallMs ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
