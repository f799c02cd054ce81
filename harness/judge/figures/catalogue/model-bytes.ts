import type { QuantityFigure } from "../figure.ts";
import { modelGzipBytes } from "./model-gzip-bytes.ts";

export const modelBytes = {
  name: "modelBytes",
  title: "Model file",
  help: "The model’s files as stored, and gzipped below",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.modelBytes,
  tables: ["configurations"],
  terminal: "model",
  tile: "model file",
  details: [modelGzipBytes],
  check: { gate: "size", noun: "model file", kind: "exact", history: "chart" },
} as const satisfies QuantityFigure;
