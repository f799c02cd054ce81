import { kwhPerMillionTexts as kwhAt } from "../../pricing/energy/run-energy.ts";
import type { QuantityFigure } from "../figure.ts";
import { energySource } from "./energy-source.ts";
import { gramsPerMillionTexts } from "./grams-per-million-texts.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const kwhPerMillionTexts = {
  name: "kwhPerMillionTexts",
  title: "Energy per million texts",
  help: "Power, measured on the machine or estimated for the offer, and the time at the measured throughput; below, its emissions",
  method:
    "Measured power is that of all processor packages and, where they tell, of memory and GPUs of the measuring machine while it serves, idle cores and other programs included (RAPL, which virtual machines lack and root alone may read, and NVIDIA’s driver). Estimated power = vCPUs × least watts + busy threads × (most − least watts) of the offer’s kind of processor, by Cloud Carbon Footprint’s coefficients (2026-04-24). Memory, disks and network are not included in it. Emissions = energy × the provider’s PUE × the yearly mean of the grid of the offer’s region. “—” where one of these is not known, and for machines with a GPU that is not measured.",
  unit: "kWh",
  better: "lower",
  pooled: "median of runs",
  sampled: (sample, run) => kwhAt(run, sample.textsPerSecond),
  read: (run) => kwhAt(run, textsPerSecond.read(run)),
  tables: ["configurations"],
  details: [gramsPerMillionTexts, energySource],
} as const satisfies QuantityFigure;
