/** A decimal share and its product are off by less. */
const ROUNDING = 4 * Number.EPSILON;

/** A share of a number of things, rounded down: of 90 things 0.7 are 63, although the product in float64 is a little less. */
export function wholeShare(share: number, of: number): number {
  return Math.floor(share * of * (1 + ROUNDING));
}
