import type { Chart } from "./chart.ts";
import { latency } from "./latency.ts";
import { leverAccuracy, leverCost, leverTraining } from "./levers.ts";
import { pareto } from "./pareto.ts";
import { profiles } from "./profiles.ts";
import { size } from "./size.ts";
import { throughput } from "./throughput.ts";
import { toAccuracy } from "./to-accuracy.ts";
import { training } from "./training.ts";
import { volume } from "./volume.ts";

/** The charts of the report, in their order on the page; the first takes its whole width. */
export const CHARTS: readonly Chart[] = [
  pareto,
  size,
  throughput,
  latency,
  training,
  volume,
  leverCost,
  leverTraining,
  leverAccuracy,
  toAccuracy,
  profiles,
];
