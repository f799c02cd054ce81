/** Rows from `start` to before `end`. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** 8 MiB of float64. */
const OUTPUTS_AT_ONCE = 2 ** 20;

/** Rows whose outputs [rows, outputs] take little memory together, however many outputs there are. @param most of them */
export function rowsAtOnce(outputs: number, most = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(most, Math.floor(OUTPUTS_AT_ONCE / outputs)));
}

/** All rows in their order, in parts of equal length but for the last. */
export function* rowRanges(rows: number, atOnce: number): Generator<RowRange> {
  for (let start = 0; start < rows; start += atOnce) yield { start, end: Math.min(rows, start + atOnce) };
}
