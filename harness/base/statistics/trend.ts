/**
 * Exact two-sided Mann-Kendall test: do the values rise or fall with their order more than shuffled values would? Ties
 * count as neither, which makes p too large rather than too small.
 * @returns p in (0, 1]; `rising` is the share of rising pairs of values minus the share of falling pairs
 * @see Mann 1945, Econometrica 13; Kendall 1938, Biometrika 30, for the counts of orders
 */
export function trendTest(values: readonly number[]): { readonly p: number; readonly rising: number } {
  const comparisons = (values.length * (values.length - 1)) / 2;
  let score = 0;
  values.forEach((value, index) => {
    for (const later of values.slice(index + 1)) score += Math.sign(later - value);
  });
  // An order with k falling pairs has the score comparisons - 2 k, and as many orders have the opposite score.
  let tail = 0;
  fallingShares(values.length).forEach((share, falling) => {
    if (comparisons - 2 * falling >= Math.abs(score)) tail += share;
  });
  return { p: Math.min(1, 2 * tail), rising: comparisons === 0 ? 0 : score / comparisons };
}

/** Share of all orders of `count` values by their number of falling pairs; each new value is below 0 to all earlier ones. */
function fallingShares(count: number): Float64Array {
  let shares = Float64Array.of(1);
  for (let before = 1; before < count; before += 1) {
    const next = new Float64Array(shares.length + before);
    shares.forEach((share, falling) => {
      for (let more = 0; more <= before; more += 1) next[falling + more]! += share / (before + 1);
    });
    shares = next;
  }
  return shares;
}
