import type { Figure } from "../figure.ts";
import { accuracy } from "./accuracy.ts";
import { artifactBytes } from "./artifact-bytes.ts";
import { balancedAccuracy } from "./balanced-accuracy.ts";
import { baselineRssBytes } from "./baseline-rss-bytes.ts";
import { bestEpoch } from "./best-epoch.ts";
import { billedUsd } from "./billed-usd.ts";
import { brier } from "./brier.ts";
import { bytesPerRequest } from "./bytes-per-request.ts";
import { cacheShare } from "./cache-share.ts";
import { calibrationError } from "./calibration-error.ts";
import { coldStartMs } from "./cold-start-ms.ts";
import { compressWallMs } from "./compress-wall-ms.ts";
import { energySource } from "./energy-source.ts";
import { epochsRun } from "./epochs-run.ts";
import { evaluationWallMs } from "./evaluation-wall-ms.ts";
import { exchangeWallMs } from "./exchange-wall-ms.ts";
import { exchangedBytes } from "./exchanged-bytes.ts";
import { exportedEpoch } from "./exported-epoch.ts";
import { f1 } from "./f1.ts";
import { gramsPerMillionTexts } from "./grams-per-million-texts.ts";
import { graph } from "./graph.ts";
import { kernelPrecision } from "./kernel-precision.ts";
import { kwhPerMillionTexts } from "./kwh-per-million-texts.ts";
import { library } from "./library.ts";
import { loss } from "./loss.ts";
import { macroF1 } from "./macro-f1.ts";
import { membershipAdvantage } from "./membership-advantage.ts";
import { membershipAuc } from "./membership-auc.ts";
import { modelBytes } from "./model-bytes.ts";
import { modelGzipBytes } from "./model-gzip-bytes.ts";
import { p50Ms } from "./p50-ms.ts";
import { p90Ms } from "./p90-ms.ts";
import { p99BoundMs } from "./p99-bound-ms.ts";
import { p99Ms } from "./p99-ms.ts";
import { p999Ms } from "./p999-ms.ts";
import { parameters } from "./parameters.ts";
import { peakRssBytes } from "./peak-rss-bytes.ts";
import { peakVramBytes } from "./peak-vram-bytes.ts";
import { plannedEpochs } from "./planned-epochs.ts";
import { precision } from "./precision.ts";
import { price } from "./price.ts";
import { privacyEpsilon } from "./privacy-epsilon.ts";
import { provider } from "./provider.ts";
import { ratesLowered } from "./rates-lowered.ts";
import { recall } from "./recall.ts";
import { requestsPerSecond } from "./requests-per-second.ts";
import { runUsd } from "./run-usd.ts";
import { savedSteps } from "./saved-steps.ts";
import { savedUsd } from "./saved-usd.ts";
import { savedWallMs } from "./saved-wall-ms.ts";
import { scalingEfficiency } from "./scaling-efficiency.ts";
import { teacherUsd } from "./teacher-usd.ts";
import { teacherWallMs } from "./teacher-wall-ms.ts";
import { testRows } from "./test-rows.ts";
import { textsPerSecond } from "./texts-per-second.ts";
import { threshold } from "./threshold.ts";
import { trainEnergySource } from "./train-energy-source.ts";
import { trainGrams } from "./train-grams.ts";
import { trainKwh } from "./train-kwh.ts";
import { trainPeakRssBytes } from "./train-peak-rss-bytes.ts";
import { trainRun } from "./train-run.ts";
import { trainStepMs } from "./train-step-ms.ts";
import { trainUsd } from "./train-usd.ts";
import { trainWallMs } from "./train-wall-ms.ts";
import { unseenAccuracy } from "./unseen-accuracy.ts";
import { usdPerMillionRequests } from "./usd-per-million-requests.ts";
import { usdPerMillionTexts } from "./usd-per-million-texts.ts";
import { validationAccuracy } from "./validation-accuracy.ts";
import { workers } from "./workers.ts";

/** All figures, in the order of tables and summaries. New ones go to the end, since summary.csv may be read by position. */
export const CATALOGUE = [
  accuracy,
  validationAccuracy,
  loss,
  f1,
  testRows,
  usdPerMillionTexts,
  textsPerSecond,
  p50Ms,
  p90Ms,
  p99Ms,
  modelBytes,
  modelGzipBytes,
  artifactBytes,
  trainWallMs,
  compressWallMs,
  coldStartMs,
  peakRssBytes,
  baselineRssBytes,
  peakVramBytes,
  trainUsd,
  runUsd,
  billedUsd,
  price,
  kernelPrecision,
  library,
  trainRun,
  teacherWallMs,
  teacherUsd,
  epochsRun,
  plannedEpochs,
  bestEpoch,
  savedSteps,
  savedWallMs,
  savedUsd,
  ratesLowered,
  evaluationWallMs,
  trainStepMs,
  trainPeakRssBytes,
  exportedEpoch,
  provider,
  macroF1,
  balancedAccuracy,
  brier,
  calibrationError,
  precision,
  recall,
  threshold,
  unseenAccuracy,
  kwhPerMillionTexts,
  gramsPerMillionTexts,
  trainKwh,
  trainGrams,
  energySource,
  trainEnergySource,
  cacheShare,
  p999Ms,
  requestsPerSecond,
  p99BoundMs,
  usdPerMillionRequests,
  bytesPerRequest,
  workers,
  parameters,
  graph,
  scalingEfficiency,
  exchangedBytes,
  exchangeWallMs,
  privacyEpsilon,
  membershipAuc,
  membershipAdvantage,
] as const satisfies readonly Figure[];
