import type { PricedRun } from "../pricing/priced-run.ts";

/** Test rows whose predictions were about equally probable. */
export interface CalibrationBin {
  readonly rows: number;
  readonly right: number;
  /** Mean probability of what was predicted. */
  readonly confidence: number;
}

/**
 * What was right by how probable it was said to be, the rows of the runs added up: bins that have any, from the least probable.
 * @returns null if any run recorded none, since the others would be of other trainings than its figures
 */
export function calibrationOf(runs: readonly PricedRun[]): CalibrationBin[] | null {
  const recorded = runs.map(({ quality: { test } }) => test?.calibration ?? null);
  if (recorded.length === 0 || recorded.includes(null)) return null;
  const sums = new Map<number, { rows: number; right: number; confidence: number }>();
  for (const [bin, rows, right, confidence] of recorded.flatMap((bins) => bins ?? [])) {
    const sum = sums.get(bin) ?? { rows: 0, right: 0, confidence: 0 };
    sums.set(bin, {
      rows: sum.rows + rows,
      right: sum.right + right,
      confidence: sum.confidence + confidence * rows,
    });
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([, { rows, right, confidence }]) => ({ rows, right, confidence: confidence / rows }));
}
