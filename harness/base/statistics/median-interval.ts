import type { Interval } from "./bootstrap.ts";
import { signTest } from "./sign-test.ts";

/** Chance that the interval misses the median. */
const MISS = 0.05;

/**
 * Confidence interval of the population's median, by order statistics: the narrowest pair of values, equally far from both
 * ends, that covers it with at least 95 %. Fewer than 6 values cannot, and give their whole range.
 * @param values at least one, in any order
 * @see Conover 1999, Practical Nonparametric Statistics, section 3.2
 */
export function medianInterval(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  let cut = 0;
  while (signTest(cut + 1, sorted.length) <= MISS) cut += 1;
  return { low: sorted[cut]!, high: sorted[sorted.length - 1 - cut]! };
}
