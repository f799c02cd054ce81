/** Queries that back a percentile at 99 % confidence (MLPerf's rule): fewer give no figure. */
const QUERIES_NEEDED = [
  { percentile: 50, queries: 8 },
  { percentile: 90, queries: 64 },
  { percentile: 99, queries: 662 },
] as const;

/** Queries that a percentile needs. */
export function queriesNeeded(percentile: (typeof QUERIES_NEEDED)[number]["percentile"]): number {
  return QUERIES_NEEDED.find((entry) => entry.percentile === percentile)!.queries;
}

/**
 * Nearest-rank percentile, or null where the samples are too few to back it.
 * @param samples in any order; left as they are
 */
export function backedPercentile(
  samples: ArrayLike<number>,
  percentile: (typeof QUERIES_NEEDED)[number]["percentile"],
): number | null {
  if (samples.length < queriesNeeded(percentile)) return null;
  const sorted = Float64Array.from(samples).sort();
  // The product of whole numbers first, so that a rank that comes out even is exact.
  return sorted[Math.ceil((percentile * sorted.length) / 100) - 1]!;
}
