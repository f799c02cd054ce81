import type { QuantityFigure } from "../figure.ts";

export const parameters = {
  name: "parameters",
  title: "Parameters",
  help: "Weights that the model file stores",
  unit: "count",
  better: "lower",
  pooled: "median of runs",
  source: "model",
  read: ({ model }) => model?.parameters ?? null,
  tables: [],
  terminal: "parameters",
  check: { gate: "size", noun: "parameters", kind: "exact", history: "table" },
} as const satisfies QuantityFigure;
