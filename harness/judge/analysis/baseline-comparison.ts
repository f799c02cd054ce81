import type { Interval } from "../../base/statistics/bootstrap.ts";

/** Test accuracy of a configuration minus that of the baseline, paired by seed, repeat and test row. */
export interface BaselineComparison {
  /** Fraction; positive if the configuration is better. */
  readonly difference: number;
  /** 95 % interval over the trainings and the test rows; with a single seed, over the rows alone. */
  readonly interval: Interval;
  /** p of an exact sign test over the test rows, with the pairs pooled; with one pair, McNemar's test. */
  readonly p: number;
  /** Number of seeds and repeats that both finished. */
  readonly pairs: number;
}

/** From this p on a difference in accuracy counts as shown, where its interval excludes 0, too. */
export const SHOWN_P = 0.05;
