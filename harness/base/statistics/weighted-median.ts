/** Values by size, with the positions of their weights. */
export interface WeighedValues {
  /** Ascending. */
  readonly values: Float64Array;
  /** By value: where its weight stands. */
  readonly at: Uint32Array;
}

/**
 * The median of values of which each stands there as often as its weight says, as of a bootstrap sample.
 * @param weights whole numbers of at least 0
 * @returns NaN if all weights are 0
 */
export function weightedMedian({ values, at }: WeighedValues, weights: Uint32Array): number {
  let total = 0;
  for (let index = 0; index < at.length; index += 1) total += weights[at[index]!]!;
  if (total === 0) return Number.NaN;
  const upper = Math.floor(total / 2);
  let passed = 0;
  let below = Number.NaN;
  for (let index = 0; index < at.length; index += 1) {
    const value = values[index]!;
    passed += weights[at[index]!]!;
    // Of an even number, the median is the mean of the two in the middle.
    if (passed === upper && total % 2 === 0 && Number.isNaN(below)) below = value;
    if (passed > upper) return Number.isNaN(below) ? value : (below + value) / 2;
  }
  return Number.NaN;
}
