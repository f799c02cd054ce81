import type { QuantityFigure } from "../figure.ts";

export const parameters = {
  name: "parameters",
  title: "Parameters",
  help: "Numbers of the model that were fitted to data, those included that were set to 0 since",
  unit: "count",
  better: "lower",
  pooled: "median of runs",
  // Records of before models had sources do not have them: where the model file was opened, it does.
  read: ({ model, parameters }) => model?.parameters ?? parameters ?? null,
  tables: [],
  check: { gate: "size", noun: "parameters", kind: "exact", history: "table" },
} as const satisfies QuantityFigure;
