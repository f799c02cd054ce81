import type { QuantityFigure } from "../figure.ts";

export const cacheShare = {
  name: "cacheShare",
  title: "Saved by caches",
  help: "Share of the median latency that a text saves when it is asked again at once",
  method:
    "Each text is answered twice in a row: 1 − (median of the second times / median of the first). A benchmark that asks one text again and again reports a latency that is too low by this share.",
  unit: "share",
  better: "none",
  pooled: "median of runs",
  read: ({ usage: { repeatedText } }) =>
    repeatedText === undefined ? null : 1 - repeatedText.sameP50Ms / repeatedText.variedP50Ms,
  tables: [],
  detail: { label: "caches save", isOptional: true },
} as const satisfies QuantityFigure;
