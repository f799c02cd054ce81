import { trainKwh as kwhOf } from "../../pricing/energy/run-energy.ts";
import type { QuantityFigure } from "../figure.ts";
import { trainGrams } from "./train-grams.ts";

export const trainKwh = {
  name: "trainKwh",
  title: "Energy of training",
  help: "Estimated, not measured: the processor’s power at the offer and the time of the training steps, a student’s teachers included; below, its emissions",
  unit: "kWh",
  better: "lower",
  pooled: "median of runs",
  read: kwhOf,
  tables: ["configurations"],
  details: [trainGrams],
} as const satisfies QuantityFigure;
