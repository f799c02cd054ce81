/**
 * The median of values of which each stands there as often as its weight says, as of a bootstrap sample.
 * @param ascending values with the position of their weight, ascending by value
 * @param weights whole numbers of at least 0
 * @returns null if all weights are 0
 */
export function weightedMedian(
  ascending: readonly { readonly value: number; readonly at: number }[],
  weights: Uint32Array,
): number | null {
  let total = 0;
  for (const { at } of ascending) total += weights[at]!;
  if (total === 0) return null;
  const upper = Math.floor(total / 2);
  let passed = 0;
  let below: number | null = null;
  for (const { value, at } of ascending) {
    passed += weights[at]!;
    // Of an even number, the median is the mean of the two in the middle.
    if (total % 2 === 0 && below === null && passed >= upper) below = value;
    if (passed > upper) return below === null ? value : (below + value) / 2;
  }
  return null;
}
