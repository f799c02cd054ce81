/** Indices of the highest values in ascending order; of equal values the first ones. */
export function mostImportant(importance: ArrayLike<number>, count: number): number[] {
  return Array.from(importance, (_, index) => index)
    .sort((a, b) => importance[b]! - importance[a]! || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
}
