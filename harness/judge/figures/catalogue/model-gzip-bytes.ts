import type { QuantityFigure } from "../figure.ts";

export const modelGzipBytes = {
  name: "modelGzipBytes",
  title: "Model file, gzipped",
  help: "model.onnx as a download",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.modelGzipBytes,
  tables: [],
  detail: { label: "gzip" },
} as const satisfies QuantityFigure;
