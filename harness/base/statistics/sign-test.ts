import { chanceOfAtMost } from "./binomial.ts";

/**
 * Two-sided p of at most `fewer` heads, or at most as many tails, in `flips` throws of a fair coin.
 * @returns p in (0, 1]; the smallest positive number if the true p is too small for a float64
 */
export function signTest(fewer: number, flips: number): number {
  return Math.min(1, Math.max(Number.MIN_VALUE, 2 * chanceOfAtMost(fewer, flips, 0.5)));
}
