import type { QuantityFigure } from "../figure.ts";
import { teacherWallMs } from "./teacher-wall-ms.ts";

export const trainWallMs = {
  name: "trainWallMs",
  title: "Training time",
  help: "The training steps alone, summed over the epochs; below, the time of a student’s teachers, which is not in it",
  method: "Evaluation, loading and tokenizing are left out.",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.trainWallMs,
  tables: ["configurations", "runs"],
  tile: "training time",
  details: [teacherWallMs],
} as const satisfies QuantityFigure;
