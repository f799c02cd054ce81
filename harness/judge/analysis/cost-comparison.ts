import type { Interval } from "../../base/statistics/bootstrap.ts";

/** What the pairs show about two costs. */
export interface CostComparison {
  /** The configuration that is compared with the reference. */
  readonly configuration: string;
  readonly verdict: CostVerdict;
  /** Its cost over the reference's: the median of the pairs; null without pairs. */
  readonly ratio: number | null;
  /**
   * 95 % interval of that ratio, or wider, so that all intervals of an analysis hold together with 95 %. With too few pairs
   * for that, their range. Null without pairs.
   */
  readonly interval: Interval | null;
  readonly pairs: number;
  /** Both serve the same graph on the same texts in the same way: one cost, whatever the samples say. */
  readonly isSameWork: boolean;
  /** A cost this many times the reference's would have been told apart with the same noise; null with too few pairs. */
  readonly seen: number | null;
  /** Pairs that would probably give a verdict; null if there is one, or if none can be foreseen. */
  readonly needed: number | null;
}

export type CostVerdict =
  | "same" // the whole interval is within a tenth of 1: a smaller difference is no reason to change, even a certain one
  | "dearer" // the whole interval is above 1
  | "cheaper" // the whole interval is below 1
  | "inconclusive";
