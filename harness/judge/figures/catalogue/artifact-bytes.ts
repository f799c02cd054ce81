import type { QuantityFigure } from "../figure.ts";

export const artifactBytes = {
  name: "artifactBytes",
  title: "Model folder",
  help: "All files that serving needs: the model, its tokenizer and its configuration",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.artifactBytes,
  tables: [],
} as const satisfies QuantityFigure;
