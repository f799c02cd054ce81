import type { QuantityFigure } from "../figure.ts";

export const trainStepMs = {
  name: "trainStepMs",
  title: "Training step",
  help: "Mean time per training step",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage: { trainWallMs, trainSteps } }) => (trainSteps === 0 ? null : trainWallMs / trainSteps),
  tables: [],
  check: { gate: "time", noun: "training step", kind: "sampled", phase: "train" },
} as const satisfies QuantityFigure;
