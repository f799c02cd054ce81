import type { CheckRow } from "./check-result.ts";

/**
 * Rows that cover a cell, including those that it shares with other cells.
 * @param wanted label or id of the cell
 */
export function rowsOfCell(rows: readonly CheckRow[], wanted: string): CheckRow[] {
  const ids = new Set([wanted, ...rows.flatMap(({ cell, label }) => (label === wanted ? [cell] : []))]);
  return rows.filter(({ cell, alsoOf }) => [cell, ...alsoOf].some((one) => ids.has(one)));
}
