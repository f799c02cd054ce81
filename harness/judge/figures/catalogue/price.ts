import type { TextFigure } from "../figure.ts";

export const price = {
  name: "price",
  title: "Price",
  help: "The offer used to compute the dollars",
  unit: "id",
  better: "same",
  read: (run) => run.price.id,
  tables: [],
  check: {
    gate: "price",
    noun: "price sheet",
    kind: "exact",
    // Not an error, since no change to the code can cause it.
    severity: "warning",
    read: (run) => `${run.price.id} $${run.price.usdPerHour}/h`,
  },
} as const satisfies TextFigure;
