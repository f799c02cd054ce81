import type { QuantityFigure } from "../figure.ts";
import { savedByEarlyStopping } from "../saved.ts";

export const savedSteps = {
  name: "savedSteps",
  title: "Steps saved",
  help: "Planned steps that early stopping skipped",
  unit: "count",
  better: "higher",
  pooled: "median of trainings",
  read: (run) => savedByEarlyStopping(run)?.steps ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
