import type { QuantityFigure } from "../figure.ts";
import { savedByEarlyStopping } from "../saved.ts";

export const savedWallMs = {
  name: "savedWallMs",
  title: "Time saved",
  help: "The saved steps times the mean time per step",
  unit: "ms",
  better: "higher",
  pooled: "median of trainings",
  read: (run) => savedByEarlyStopping(run)?.wallMs ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
