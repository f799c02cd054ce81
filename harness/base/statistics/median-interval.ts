import type { Interval } from "./bootstrap.ts";
import { signTest } from "./sign-test.ts";

/** Chance that the interval misses the median, unless told otherwise. */
const MISS = 0.05;

/**
 * Confidence interval of the population's median, by order statistics: the narrowest pair of values, equally far from both
 * ends, that covers it with at least 1 - miss. Fewer than `valuesForInterval(miss)` values cannot, and give their whole
 * range.
 * @param values at least one, in any order
 * @see Conover 1999, Practical Nonparametric Statistics, section 3.2
 */
export function medianInterval(values: readonly number[], miss = MISS): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  let cut = 0;
  while (signTest(cut + 1, sorted.length) <= miss) cut += 1;
  return { low: sorted[cut]!, high: sorted[sorted.length - 1 - cut]! };
}

/**
 * The fewest values of which the interval leaves out the outermost at each end: one that disagrees with all others, as where
 * another program got in the way, then decides nothing.
 */
export function valuesForRobustInterval(miss = MISS): number {
  let values = valuesForInterval(miss);
  while (signTest(1, values) > miss) values += 1;
  return values;
}

/** The fewest values whose range covers the median with at least 1 - miss: 2^(1 - n) is the chance that all are on one side. */
export function valuesForInterval(miss = MISS): number {
  return Math.ceil(1 - Math.log2(miss));
}
