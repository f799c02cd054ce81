import { teacherWallMs as timeOf } from "../../pricing/cost.ts";
import type { QuantityFigure } from "../figure.ts";

export const teacherWallMs = {
  name: "teacherWallMs",
  title: "Training time of teachers",
  help: "Training steps of a student’s teachers, and their predictions for its training rows",
  unit: "ms",
  better: "lower",
  pooled: "median of runs",
  read: ({ usage: { teaching } }) => (teaching === undefined ? null : timeOf(teaching)),
  tables: [],
  detail: { label: "teachers", isOptional: true },
} as const satisfies QuantityFigure;
