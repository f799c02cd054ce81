import type { ProcessMetrics } from "./merged-metrics.ts";

/** From a worker to the process that started it. */
export type ToPrimary =
  /** A client asks for the metrics of all. */
  | { readonly type: "metrics wanted"; readonly id: number }
  | { readonly type: "report"; readonly round: number; readonly metrics: ProcessMetrics };

/** The other way. */
export type ToWorker =
  | { readonly type: "report wanted"; readonly round: number }
  | { readonly type: "metrics"; readonly id: number; readonly text: string };
