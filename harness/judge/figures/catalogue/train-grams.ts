import { gramsOf } from "../../pricing/energy/energy.ts";
import { trainKwh } from "../../pricing/energy/run-energy.ts";
import type { QuantityFigure } from "../figure.ts";

export const trainGrams = {
  name: "trainGrams",
  title: "Emissions of training",
  help: "CO2 equivalents of the energy of training, in the region of the offer",
  unit: "gCO2e",
  better: "lower",
  pooled: "median of runs",
  read: (run) => {
    const kwh = trainKwh(run);
    return kwh === null ? null : gramsOf(kwh, run.price);
  },
  tables: [],
  detail: { label: "CO2e", isOptional: true },
} as const satisfies QuantityFigure;
