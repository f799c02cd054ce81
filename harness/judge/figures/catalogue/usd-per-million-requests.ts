import { usdPerMillionTexts as usdAt } from "../../pricing/cost.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { QuantityFigure } from "../figure.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const usdPerMillionRequests = {
  name: "usdPerMillionRequests",
  title: "$ per million requests",
  help: "Cost of a service over HTTP at the highest rate that keeps to its bound; a request has one text",
  unit: "usd/M",
  better: "lower",
  pooled: "median of runs",
  sampled: (sample, run) => (isService(run) ? usdAt(sample.textsPerSecond, run.price.usdPerHour) : null),
  read: (run) => (isService(run) ? usdAt(textsPerSecond.read(run), run.price.usdPerHour) : null),
  tables: ["configurations"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;

function isService({ experiment }: PricedRun): boolean {
  return experiment.serving.scenario === "http";
}
