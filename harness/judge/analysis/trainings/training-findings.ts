/** What it takes to reach an accuracy, for every threshold and kind of training. */
export interface ToAccuracy {
  /** Test accuracies, fractions, ascending. */
  readonly thresholds: readonly number[];
  readonly kinds: readonly TrainingKind[];
}

/** Trainings that the same configurations use, one for each seed and repeat. */
export interface TrainingKind {
  readonly configurations: readonly string[];
  readonly trainings: number;
  /** Ascending; the last goes up to the highest threshold. */
  readonly reached: readonly ReachedAccuracy[];
}

/** What it takes to reach each of the thresholds above the step before, which the trainings all pass in the same epochs. */
export interface ReachedAccuracy {
  /** The highest of them, test accuracy as a fraction. */
  readonly upTo: number;
  /** Trainings that ever reach it. */
  readonly trainings: number;
  /** Training steps up to the first epoch that reaches it, and a student's teachers. */
  readonly ms: CensoredSpread;
  readonly usd: CensoredSpread;
}

/**
 * Median and range over trainings of which some may never get there, and are beyond all others: null where the median, or the
 * end of the range, is one of those.
 */
export interface CensoredSpread {
  readonly middle: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How much longer than the fastest each optimizer takes on each problem: a setting of the other axes with a seed. */
export interface PerformanceProfile {
  readonly optimizers: readonly ProfiledOptimizer[];
  readonly problems: number;
  /** Optimizers that did not train on all of these problems, and are left out. */
  readonly leftOut: readonly string[];
}

export interface ProfiledOptimizer {
  readonly name: string;
  /** Its time over the shortest, by problem, ascending; null, at the end, where it never gets there. */
  readonly ratios: readonly (number | null)[];
}
