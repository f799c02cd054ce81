import { trainUsd as usdOf } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";
import { teacherUsd } from "./teacher-usd.ts";

export const trainUsd = {
  name: "trainUsd",
  title: "Training cost",
  help: "Training time at the hourly price, a student’s teachers included; below, the teachers’ part",
  method:
    "A student’s training cost, run cost and bill include the full cost of its teachers (their training steps and their predictions for its training rows), even if a teacher is itself one of the configurations.",
  unit: "usd",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage, price }) => usdOf(usage, price),
  tables: ["configurations"],
  details: [teacherUsd],
} as const satisfies QuantityFigure;
