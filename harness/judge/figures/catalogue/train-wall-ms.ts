import type { QuantityFigure } from "../figure.ts";
import { teacherWallMs } from "./teacher-wall-ms.ts";

export const trainWallMs = {
  name: "trainWallMs",
  title: "Training time",
  help: "Time of the training steps, summed over the epochs; below, the time of a student’s teachers, which is not included",
  method: "Evaluation, loading and tokenizing are not included.",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.trainWallMs,
  tables: ["configurations", "runs"],
  tile: "training time",
  details: [teacherWallMs],
} as const satisfies QuantityFigure;
