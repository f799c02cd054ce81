import type { QuantityFigure } from "../figure.ts";
import { exchangeWallMs } from "./exchange-wall-ms.ts";

export const exchangedBytes = {
  name: "exchangedBytes",
  title: "Exchanged in training",
  help: "Bytes that all processes of a training sent each other; below, the time of the first one in exchanges, waiting for the others included",
  unit: "bytes",
  better: "lower",
  pooled: "median of trainings",
  read: ({ usage: { together } }) => together?.sentBytes ?? null,
  tables: ["configurations", "runs"],
  isShownIfMeasured: true,
  details: [exchangeWallMs],
} as const satisfies QuantityFigure;
