import type { TextFigure } from "../figure.ts";

export const trainRun = {
  name: "trainRun",
  title: "Trained by",
  help: "The run that made the weights",
  unit: "id",
  better: "none",
  read: ({ usage }) => usage.trainRun,
  tables: ["runs"],
} as const satisfies TextFigure;
