import type { Interval } from "./bootstrap.ts";
import { incompleteBetaInverse } from "./incomplete-beta.ts";
import { type StudentError, tQuantile } from "./student-t.ts";

/** Chance that the interval misses the share. */
const MISS = 0.05;

/**
 * Exact interval of a share of independent trials.
 * @param successes from 0 to `trials`; need not be whole, for an effective number of trials
 * @param trials above 0
 * @see Clopper and Pearson 1934, Biometrika 26, p. 404
 */
export function shareInterval(successes: number, trials: number): Interval {
  const failures = trials - successes;
  return {
    low: successes <= 0 ? 0 : incompleteBetaInverse(MISS / 2, successes, failures + 1),
    high: failures <= 0 ? 1 : incompleteBetaInverse(1 - MISS / 2, successes + 1, failures),
  };
}

/**
 * Interval of a mean of several trainings' shares of the same rows: the exact one of as many independent rows as would leave the
 * share's error. Unlike share ± t × error it stays within 0 and 1, and rows that are all right are not certain.
 * @param rows of each training
 * @see Korn and Graubard 1998, Survey Methodology 24(2), p. 193
 */
export function meanShareInterval(
  share: number,
  rows: number,
  { standardError, degreesOfFreedom }: StudentError,
): Interval {
  if (standardError === 0) return shareInterval(share * rows, rows);
  const tRatio = tQuantile(1 - MISS / 2, rows - 1) / tQuantile(1 - MISS / 2, degreesOfFreedom);
  const effective = ((share * (1 - share)) / standardError ** 2) * tRatio ** 2;
  return shareInterval(share * effective, effective);
}
