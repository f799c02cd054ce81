import { billedRunUsd } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";

export const billedUsd = {
  name: "billedUsd",
  title: "Bill",
  help: "What the provider bills for the run’s processes, given its billing step and minimum",
  unit: "usd",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage, price }) => billedRunUsd(usage, price),
  tables: [],
} as const satisfies QuantityFigure;
