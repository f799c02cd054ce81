import { calibration } from "./calibration.ts";
import type { Chart } from "./chart.ts";
import { confusion } from "./confusion.ts";
import { interactionAccuracy, interactionCost, interactionTraining } from "./interactions.ts";
import { latency } from "./latency.ts";
import { leverAccuracy, leverCost, leverTraining } from "./levers.ts";
import { memory } from "./memory.ts";
import { pareto } from "./pareto.ts";
import { percentiles } from "./percentiles.ts";
import { profiles } from "./profiles.ts";
import { projectionCharts } from "./projection.ts";
import { size } from "./size.ts";
import { sizeAccuracy } from "./size-accuracy.ts";
import { slopeAccuracy, slopeCost, slopeSize } from "./slopes.ts";
import { textCost } from "./text-cost.ts";
import { throughput } from "./throughput.ts";
import { toAccuracy, toAccuracyUsd } from "./to-accuracy.ts";
import { training, trainingUsd } from "./training.ts";
import { volume } from "./volume.ts";

/** The charts of the report, in their order on the page. */
export const CHARTS: readonly Chart[] = [
  pareto,
  size,
  sizeAccuracy,
  throughput,
  textCost,
  memory,
  latency,
  percentiles,
  training,
  trainingUsd,
  volume,
  leverCost,
  leverTraining,
  leverAccuracy,
  slopeAccuracy,
  slopeCost,
  slopeSize,
  interactionCost,
  interactionTraining,
  interactionAccuracy,
  confusion,
  calibration,
  toAccuracy,
  toAccuracyUsd,
  profiles,
  ...projectionCharts,
];
