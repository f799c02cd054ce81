/** Percentile -> queries that back it at 99 % confidence (MLPerf's rule): with fewer there is none. */
export const QUERIES_NEEDED = { 50: 8, 90: 64, 99: 662, 99.9: 6636 } as const;

/**
 * Nearest-rank percentile, or null where the samples are too few to back it.
 * @param samples in any order; left as they are
 */
export function backedPercentile(samples: ArrayLike<number>, percentile: keyof typeof QUERIES_NEEDED): number | null {
  if (samples.length < QUERIES_NEEDED[percentile]) return null;
  const sorted = Float64Array.from(samples).sort();
  // The product of whole numbers first, so that a whole rank is exact.
  return sorted[Math.ceil((Math.round(percentile * 10) * sorted.length) / 1000) - 1]!;
}
