import { usdPerMillionTexts as usdAt } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const usdPerMillionTexts = {
  name: "usdPerMillionTexts",
  title: "$ per million texts",
  help: "Cost of serving at the measured throughput",
  method: "Hourly price / 3600 / texts per second × 1,000,000; the whole instance is paid for, unused cores included.",
  unit: "usd/M",
  better: "lower",
  pooled: "median of runs",
  sampled: (sample, { price }) => usdAt(sample.textsPerSecond, price.usdPerHour),
  read: (run) => usdAt(textsPerSecond.read(run), run.price.usdPerHour),
  rangeWithinRun: ({ usage, price }) => {
    const [slowest, fastest] = usage.serve.textsPerSecondRange;
    return [usdAt(fastest, price.usdPerHour), usdAt(slowest, price.usdPerHour)];
  },
  tables: ["configurations", "runs"],
  terminal: "$/M texts",
  tile: "per million texts, on a machine that is always busy",
  check: { gate: "cost", noun: "cost of serving", kind: "derived", inverseOf: "textsPerSecond", history: "chart" },
} as const satisfies QuantityFigure;
