import type { TextFigure } from "../figure.ts";

export const price = {
  name: "price",
  title: "Price",
  help: "The offer that the dollars are computed at",
  unit: "id",
  better: "same",
  read: (run) => run.price.id,
  tables: [],
  check: {
    gate: "price",
    noun: "price sheet",
    kind: "exact",
    // No change of the code changes a price.
    severity: "warning",
    read: (run) => `${run.price.id} $${run.price.usdPerHour}/h`,
  },
} as const satisfies TextFigure;
