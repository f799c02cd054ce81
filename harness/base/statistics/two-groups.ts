import { mean } from "simple-statistics";
import { randomStream } from "../random/mt19937.ts";
import { standardNormal } from "./standard-normal.ts";

/** Fewer values are outliers, not a group. */
const SMALLEST_GROUP = 3;
/** Enough for a p of 0.001. */
const DRAWS = 999;

export interface TwoGroups {
  /** In (0, 1]: how often as many values from one normal distribution would separate as clearly. */
  readonly p: number;
  /** Means of the two groups, the lower first. */
  readonly low: number;
  readonly high: number;
}

/**
 * Tests whether values form two groups: compares the variance explained by the best split in two with the best splits of
 * samples from one normal distribution. Seeded, so that the same values give the same p.
 * @returns null if there are too few values for two groups
 * @see Engelman and Hartigan 1969, Journal of the American Statistical Association 64, p. 1647
 */
export function twoGroups(values: readonly number[]): TwoGroups | null {
  if (values.length < 2 * SMALLEST_GROUP) return null;
  const observed = bestCut(values);
  const random = randomStream(0, "two groups");
  let asClear = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const sample = values.map(() => standardNormal(random));
    if (bestCut(sample).explained >= observed.explained) asClear += 1;
  }
  // The values count as one of the draws, so that p is never 0.
  return { p: (asClear + 1) / (DRAWS + 1), low: observed.low, high: observed.high };
}

function bestCut(values: readonly number[]): { explained: number; low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = mean(sorted);
  // If all values are equal, there is only rounding to explain.
  if (sorted[0] === sorted.at(-1)) return { explained: 0, low: middle, high: middle };
  const all = sorted.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  let best = { explained: 0, low: middle, high: middle };
  for (let cut = SMALLEST_GROUP; cut <= sorted.length - SMALLEST_GROUP; cut += 1) {
    const low = mean(sorted.slice(0, cut));
    const high = mean(sorted.slice(cut));
    const between = cut * (low - middle) ** 2 + (sorted.length - cut) * (high - middle) ** 2;
    if (between > best.explained * all) best = { explained: between / all, low, high };
  }
  return best;
}
