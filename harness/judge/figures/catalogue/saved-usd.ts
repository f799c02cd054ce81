import type { QuantityFigure } from "../figure.ts";
import { savedByEarlyStopping } from "../saved.ts";

export const savedUsd = {
  name: "savedUsd",
  title: "Cost saved",
  help: "The saved time at the hourly price",
  unit: "usd",
  better: "higher",
  pooled: "median of trainings",
  read: (run) => savedByEarlyStopping(run)?.usd ?? null,
  tables: ["validation-loss"],
} as const satisfies QuantityFigure;
