import { QUERIES_NEEDED } from "../../../base/statistics/percentile.ts";
import type { QuantityFigure } from "../figure.ts";
import { formatCount } from "../format.ts";
import { cacheShare } from "./cache-share.ts";
import { p90Ms } from "./p90-ms.ts";
import { p99Ms } from "./p99-ms.ts";
import { p999Ms } from "./p999-ms.ts";

export const p50Ms = {
  name: "p50Ms",
  title: "Latency",
  help: "Median time per text (p50), one text at a time, tokenizing included, or of a request at the highest rate that keeps to its bound; below, higher percentiles",
  method: `The texts vary. p90 needs ${QUERIES_NEEDED[90]} queries and p99 needs ${QUERIES_NEEDED[99]}; with fewer, they are shown as “—”. p99.9 needs ${formatCount(QUERIES_NEEDED[99.9])}.`,
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage }) => usage.serve.p50Ms,
  tables: ["configurations", "runs"],
  terminal: "p50",
  tile: "median latency",
  details: [p90Ms, p99Ms, p999Ms, cacheShare],
  check: { gate: "time", noun: "latency p50", kind: "sampled", phase: "serve" },
} as const satisfies QuantityFigure;
