import { teacherUsd as usdOf } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";

export const teacherUsd = {
  name: "teacherUsd",
  title: "Training cost of teachers",
  help: "The part of the training cost that is due to a student’s teachers",
  unit: "usd",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage, price }) => usdOf(usage, price),
  tables: [],
  detail: { label: "teachers", isOptional: true },
} as const satisfies QuantityFigure;
