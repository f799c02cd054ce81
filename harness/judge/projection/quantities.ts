import { MS_PER_SECOND } from "../../base/conversions.ts";
import type { FinishedConfiguration } from "../analysis/analysis.ts";
import { usdPerMillionTexts, wallUsd } from "../pricing/cost.ts";

/** A figure that is continued to larger models. */
export interface ProjectedQuantity {
  readonly name: QuantityName;
  readonly unit: "ms" | "bytes";
  /** Whether the number of texts that were trained on changes it. */
  readonly growsWithTexts: boolean;
  /** Null if not measured. */
  read(one: FinishedConfiguration): number | null;
  /** Its dollars, for a time: of one training, or of serving a million texts. */
  usd?(ms: number, usdPerHour: number): number;
}

export type QuantityName = "trainMs" | "trainBytes" | "serveMs" | "serveBytes";

export const QUANTITIES: readonly ProjectedQuantity[] = [
  {
    name: "trainMs",
    unit: "ms",
    growsWithTexts: true,
    read: ({ figures }) => figures.trainWallMs.middle,
    usd: wallUsd,
  },
  {
    name: "trainBytes",
    unit: "bytes",
    growsWithTexts: true,
    read: ({ figures }) => figures.trainPeakRssBytes?.middle ?? null,
  },
  {
    name: "serveMs",
    unit: "ms",
    growsWithTexts: false,
    read: ({ figures }) => MS_PER_SECOND / figures.textsPerSecond.middle,
    usd: (ms, usdPerHour) => usdPerMillionTexts(MS_PER_SECOND / ms, usdPerHour),
  },
  {
    name: "serveBytes",
    unit: "bytes",
    growsWithTexts: false,
    // Without what the process takes before it opens a model: that is the same for all sizes, and would hide the growth.
    read: ({ figures: { peakRssBytes, baselineRssBytes } }) =>
      peakRssBytes === null || baselineRssBytes === null ? null : peakRssBytes.middle - baselineRssBytes.middle,
  },
];
