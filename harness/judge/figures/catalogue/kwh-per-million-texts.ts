import { kwhPerMillionTexts as kwhAt } from "../../pricing/energy/run-energy.ts";
import type { QuantityFigure } from "../figure.ts";
import { gramsPerMillionTexts } from "./grams-per-million-texts.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const kwhPerMillionTexts = {
  name: "kwhPerMillionTexts",
  title: "Energy per million texts",
  help: "Estimated, not measured: the processor’s power at the offer and the time at the measured throughput; below, its emissions",
  method:
    "Power = vCPUs × least watts + busy threads × (most − least watts) of the offer’s kind of processor, by Cloud Carbon Footprint’s coefficients (2026-04-24). Memory, disks and network are not included. Emissions = energy × the provider’s PUE × the yearly mean of the grid of the offer’s region. “—” where one of these is not known, and for machines with a GPU.",
  unit: "kWh",
  better: "lower",
  pooled: "median of runs",
  sampled: (sample, run) => kwhAt(run, sample.textsPerSecond),
  read: (run) => kwhAt(run, textsPerSecond.read(run)),
  tables: ["configurations"],
  details: [gramsPerMillionTexts],
} as const satisfies QuantityFigure;
