import { runUsd as usdOf } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";

export const runUsd = {
  name: "runUsd",
  title: "Run cost",
  help: "Training (teachers included), compressing and the measured serving at the hourly price",
  unit: "usd",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage, price }) => usdOf(usage, price),
  tables: ["runs"],
} as const satisfies QuantityFigure;
