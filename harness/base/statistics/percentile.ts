/** Queries that back a percentile at 99 % confidence (MLPerf's rule): with fewer there is no figure. */
const QUERIES_NEEDED = [
  { percentile: 50, queries: 8 },
  { percentile: 90, queries: 64 },
  { percentile: 99, queries: 662 },
] as const;

/**
 * Nearest-rank percentile, or null where the samples are too few to back it.
 * @param samples in any order; left as they are
 */
export function backedPercentile(
  samples: ArrayLike<number>,
  percentile: (typeof QUERIES_NEEDED)[number]["percentile"],
): number | null {
  const { queries } = QUERIES_NEEDED.find((entry) => entry.percentile === percentile)!;
  if (samples.length < queries) return null;
  const sorted = Float64Array.from(samples).sort();
  // The product of whole numbers first, so that a whole rank is exact.
  return sorted[Math.ceil((percentile * sorted.length) / 100) - 1]!;
}
