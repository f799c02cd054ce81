import type { QuantityFigure } from "../figure.ts";
import { savedByEarlyStopping } from "../saved.ts";

export const savedWallMs = {
  name: "savedWallMs",
  title: "Time saved",
  help: "The steps saved, at the mean time of those that ran",
  unit: "ms",
  better: "higher",
  pooled: "median of trainings",
  read: (run) => savedByEarlyStopping(run)?.wallMs ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
