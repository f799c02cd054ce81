import type { QuantityFigure } from "../figure.ts";

export const bytesPerRequest = {
  name: "bytesPerRequest",
  title: "Bytes per request",
  help: "A request of one text and its answer over HTTP, headers included",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.load?.bytesPerRequest ?? null,
  tables: ["configurations"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;
