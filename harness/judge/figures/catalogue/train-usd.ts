import { trainUsd as usdOf } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";
import { teacherUsd } from "./teacher-usd.ts";

export const trainUsd = {
  name: "trainUsd",
  title: "Training cost",
  help: "Training time at the hourly price, a student’s teachers included; their share is shown below",
  method:
    "A student costs what its teachers cost as well: their training steps and their answers to its training rows are in its training cost, run cost and bill, in full, even where another configuration is that same teacher.",
  unit: "usd",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage, price }) => usdOf(usage, price),
  tables: ["configurations"],
  details: [teacherUsd],
} as const satisfies QuantityFigure;
