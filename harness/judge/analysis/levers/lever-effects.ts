import type { Interval } from "../../../base/statistics/bootstrap.ts";

/** What a lever may change. */
export const LEVER_QUANTITIES = ["accuracy", "cost", "trainingCost"] as const;

export type LeverQuantity = (typeof LEVER_QUANTITIES)[number];

/** What the axes of a matrix do, each between configurations that are equal on all others. */
export interface Levers {
  readonly axes: readonly AxisEffects[];
  readonly interactions: readonly Interaction[];
  /** Axes that vary, though no two finished configurations differ on them alone. */
  readonly unpaired: readonly string[];
}

export interface AxisEffects {
  readonly axis: string;
  /** Name of the baseline's value or, without a baseline, of the matrix' first. */
  readonly reference: string;
  /**
   * Every two values that some two configurations differ in alone, those with the reference first. Of more than 20 values, each
   * against the reference alone, if any can be.
   */
  readonly comparisons: readonly ValueComparison[];
}

/** One value of an axis in the place of another. */
export interface ValueComparison extends EffectsByQuantity {
  /** Names of values, unique on the axis. */
  readonly from: string;
  readonly to: string;
  /** Settings of the other axes that have both values, and over which the effects are averaged. */
  readonly settings: number;
}

/** How far two changes together do more or less than each of them does alone. */
export interface Interaction extends EffectsByQuantity {
  readonly changes: readonly [ValueChange, ValueChange];
  /** Settings of the other axes that have all four combinations. */
  readonly settings: number;
}

export interface ValueChange {
  readonly axis: string;
  readonly from: string;
  readonly to: string;
}

/** Null where no seed or round has all that is compared. */
export type EffectsByQuantity = Readonly<Record<LeverQuantity, Effect | null>>;

export interface Effect {
  /** Of accuracy, a difference as a fraction; of costs, a ratio. */
  readonly value: number;
  /** 95 % interval of this effect alone; null for a single pair. */
  readonly interval: Interval | null;
  /** Two-sided; null for a single pair. */
  readonly p: number | null;
  /** p by Holm's procedure, for all comparisons of the axis or of the two axes. */
  readonly adjusted: number | null;
  /** Seeds, or rounds of samples, that it is known from. */
  readonly pairs: number;
  /** Both serve the same graph, share a training or give the same answers: there is nothing to measure. */
  readonly isExact: boolean;
}

/** Chance that any of an axis' comparisons is told apart although there is no difference. */
const LEVEL = 0.05;

/** Whether there is an effect beyond chance. */
export function isTold(effect: Effect | null): effect is Effect {
  return effect !== null && effect.adjusted !== null && effect.adjusted <= LEVEL;
}

/** Letters by configuration: those that share one are not told apart. "a" is the cheapest, and the most accurate. */
export interface LetterGroups {
  readonly cost: ReadonlyMap<string, string>;
  readonly accuracy: ReadonlyMap<string, string>;
}
