import type { QuantityFigure } from "../figure.ts";
import { sampledMedian } from "../sampled.ts";
import { baselineRssBytes } from "./baseline-rss-bytes.ts";

export const peakRssBytes = {
  name: "peakRssBytes",
  title: "Peak memory",
  help: "Peak resident memory of the serving process; below, its memory before the model was loaded",
  unit: "bytes",
  better: "lower",
  pooled: "median of runs",
  sampled: ({ peakRssBytes: bytes }) => bytes,
  read: ({ samples, usage }) => sampledMedian(samples, (sample) => sample.peakRssBytes) ?? usage.peakRssBytes,
  tables: ["configurations"],
  details: [baselineRssBytes],
  missing: "peak memory",
  check: { gate: "memory", noun: "serving memory", kind: "sampled", phase: "serve" },
} as const satisfies QuantityFigure;
