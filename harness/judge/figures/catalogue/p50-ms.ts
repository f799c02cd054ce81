import { QUERIES_NEEDED } from "../../../base/statistics/percentile.ts";
import type { QuantityFigure } from "../figure.ts";
import { cacheShare } from "./cache-share.ts";
import { p90Ms } from "./p90-ms.ts";
import { p99Ms } from "./p99-ms.ts";

export const p50Ms = {
  name: "p50Ms",
  title: "Latency",
  help: "Median time per text (p50), one text at a time, tokenizing included; below, the 90th and 99th percentiles",
  method: `The texts vary. p90 needs ${QUERIES_NEEDED[90]} queries and p99 needs ${QUERIES_NEEDED[99]}; with fewer, they are shown as “—”.`,
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p50Ms,
  tables: ["configurations", "runs"],
  terminal: "p50",
  tile: "median latency",
  details: [p90Ms, p99Ms, cacheShare],
  check: { gate: "time", noun: "latency p50", kind: "sampled", phase: "serve" },
} as const satisfies QuantityFigure;
