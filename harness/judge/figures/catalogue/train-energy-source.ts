import { trainingWatts } from "../../pricing/energy/run-energy.ts";
import type { TextFigure } from "../figure.ts";

export const trainEnergySource = {
  name: "trainEnergySource",
  title: "Energy of training is",
  help: "Whether the power while training was measured (counters of the processor, RAPL, and of NVIDIA’s driver) or estimated (Cloud Carbon Footprint)",
  unit: "id",
  better: "none",
  read: (run) => trainingWatts(run)?.origin ?? null,
  tables: [],
  detail: { label: "power", isOptional: true },
} as const satisfies TextFigure;
