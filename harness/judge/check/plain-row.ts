import type { CheckRow } from "./check-result.ts";

/** What such a row has of its own. */
type PlainField = "cell" | "label" | "metric" | "verdict" | "base" | "head" | "reason";

/** A row that rests on no pairs: of one cell, an error where it fails, under no limit and no waiver yet. */
export function plainRow(row: Pick<CheckRow, PlainField>): CheckRow {
  return {
    ...row,
    alsoOf: [],
    severity: "error",
    ratio: null,
    p: null,
    limit: null,
    waiver: null,
    screen: [],
    confirm: [],
  };
}
