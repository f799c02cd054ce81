import { trainKwh as kwhOf } from "../../pricing/energy/run-energy.ts";
import type { QuantityFigure } from "../figure.ts";
import { trainEnergySource } from "./train-energy-source.ts";
import { trainGrams } from "./train-grams.ts";

export const trainKwh = {
  name: "trainKwh",
  title: "Energy of training",
  help: "Power, measured on the machine or estimated for the offer, and the time of the training steps, a student’s teachers included; below, its emissions",
  unit: "kWh",
  better: "lower",
  pooled: "median of runs",
  read: kwhOf,
  tables: ["configurations"],
  details: [trainGrams, trainEnergySource],
} as const satisfies QuantityFigure;
