import { servingWatts } from "../../pricing/energy/run-energy.ts";
import type { TextFigure } from "../figure.ts";

export const energySource = {
  name: "energySource",
  title: "Energy is",
  help: "Whether the power while serving was measured (counters of the processor, RAPL, and of NVIDIA’s driver) or estimated (Cloud Carbon Footprint)",
  unit: "id",
  better: "none",
  read: (run) => servingWatts(run)?.origin ?? null,
  tables: [],
  detail: { label: "power", isOptional: true },
} as const satisfies TextFigure;
