/** So many, that the two ends are next to each other. */
const HALVINGS = 60;

/**
 * Halves an interval again and again.
 * @param isBelow whether a value is below the one that is looked for, which is between `low` and `high`
 * @returns both ends of what is left
 */
export function bisect(low: number, high: number, isBelow: (value: number) => boolean): [low: number, high: number] {
  let [from, to] = [low, high];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (from + to) / 2;
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return [from, to];
}
