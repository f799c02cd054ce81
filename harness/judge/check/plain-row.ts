import type { CheckRow } from "./check-result.ts";

/** The fields that differ between such rows. */
type PlainField = "cell" | "label" | "metric" | "className" | "verdict" | "base" | "head" | "reason";

/** A row without pairs: for one cell, with severity "error", before limits and waivers are applied. */
export function plainRow(row: Pick<CheckRow, PlainField>): CheckRow {
  return {
    ...row,
    alsoOf: [],
    severity: "error",
    ratio: null,
    p: null,
    limit: null,
    kept: [],
    waiver: null,
    screen: [],
    confirm: [],
  };
}
