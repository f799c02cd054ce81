import type { QuantityFigure } from "../figure.ts";

export const exchangeWallMs = {
  name: "exchangeWallMs",
  title: "Time in exchanges",
  help: "Time that the first of several training processes spent in exchanges, waiting for the others included; a part of the training time",
  unit: "ms",
  better: "lower",
  pooled: "median of trainings",
  read: ({ usage: { together } }) => together?.exchangeWallMs ?? null,
  tables: [],
  detail: { label: "in exchanges", isOptional: true },
} as const satisfies QuantityFigure;
