import type { QuantityFigure } from "../figure.ts";
import { baselineRssBytes } from "./baseline-rss-bytes.ts";

export const peakRssBytes = {
  name: "peakRssBytes",
  title: "Peak memory",
  help: "Resident memory of the serving process at its highest; below, the same process before the model was loaded",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.peakRssBytes,
  tables: ["configurations"],
  details: [baselineRssBytes],
  check: { gate: "memory", noun: "serving memory", kind: "sampled", phase: "serve" },
} as const satisfies QuantityFigure;
