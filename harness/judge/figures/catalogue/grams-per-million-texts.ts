import { gramsOf } from "../../pricing/energy/energy.ts";
import { kwhPerMillionTexts as kwhAt } from "../../pricing/energy/run-energy.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { QuantityFigure } from "../figure.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const gramsPerMillionTexts = {
  name: "gramsPerMillionTexts",
  title: "Emissions per million texts",
  help: "CO2 equivalents of the energy per million texts, in the region of the offer",
  unit: "gCO2e",
  better: "lower",
  pooled: "median of runs",
  sampled: (sample, run) => gramsAt(run, sample.textsPerSecond),
  read: (run) => gramsAt(run, textsPerSecond.read(run)),
  tables: [],
  detail: { label: "CO2e", isOptional: true },
} as const satisfies QuantityFigure;

function gramsAt(run: PricedRun, speed: number): number | null {
  const kwh = kwhAt(run, speed);
  return kwh === null ? null : gramsOf(kwh, run.price);
}
