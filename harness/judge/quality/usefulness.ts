import { accuracyOfCounts, type ClassCounts } from "../../base/statistics/confusion.ts";
import { ONE_SIDED_5_PERCENT } from "../../base/statistics/standard-normal.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { countsOn } from "./answers.ts";

/** A class with fewer test rows than this can be missed by chance. */
const ROWS_TO_BE_MISSED = 5;

/** What always giving the most frequent label of the test rows would score. */
export interface MajorityAnswer {
  readonly label: number;
  /** Fraction of the test rows. */
  readonly share: number;
}

/** Why a configuration's accuracy says little, whatever it is: what half of its trainings or more have in common. */
export interface Faults {
  /** No more test rows are right than always giving the most frequent label would have. */
  readonly isBelowMajority: boolean;
  /** No more are right than chance explains, had the same labels been dealt out at random. */
  readonly isChance: boolean;
  /**
   * Labels that are never given, although at least five test rows have them: the one that most trainings miss, and those that
   * all of these trainings miss, too.
   */
  readonly neverPredicted: readonly number[];
  /** Runs that have the first of these faults that there is, as a refusal names it, and those that were counted. */
  readonly faulty: number;
  readonly runs: number;
}

/** Null if the run's record does not count by class. */
export function majorityAnswer(run: PricedRun): MajorityAnswer | null {
  const counts = countsOn(run, "test");
  return counts === null ? null : majorityOf(counts);
}

/** Faults of one configuration's finished runs; null if no record counts by class. */
export function faultsOf(runs: readonly PricedRun[]): Faults | null {
  const counted = runs.flatMap((run) => countsOn(run, "test") ?? []);
  const [first] = counted;
  if (first === undefined) return null;
  const neverPredicted = missedTogether(counted, first.present.length);
  const isBelowMajority = inHalf(counted, isBelow);
  const isFaulty = (counts: ClassCounts) =>
    neverPredicted.length > 0
      ? neverPredicted.every((label) => misses(counts, label))
      : isBelowMajority
        ? isBelow(counts)
        : isByChance(counts);
  return {
    isBelowMajority,
    isChance: inHalf(counted, isByChance),
    neverPredicted,
    faulty: counted.filter(isFaulty).length,
    runs: counted.length,
  };
}

function misses({ present, predicted }: ClassCounts, label: number): boolean {
  return present[label]! >= ROWS_TO_BE_MISSED && predicted[label] === 0;
}

/** `neverPredicted`, ascending: none where every label is missed by fewer than half of the trainings. */
function missedTogether(counted: readonly ClassCounts[], classes: number): number[] {
  const missing = Array.from({ length: classes }, (_, label) => counted.filter((counts) => misses(counts, label)));
  const most = missing.reduce((a, b) => (b.length > a.length ? b : a));
  if (most.length * 2 < counted.length) return [];
  return [...missing.keys()].filter((label) => most.every((counts) => misses(counts, label)));
}

function isBelow(counts: ClassCounts): boolean {
  return !hasOneClass(counts) && accuracyOfCounts(counts) <= majorityOf(counts).share;
}

function isByChance(counts: ClassCounts): boolean {
  return !hasOneClass(counts) && deviationsAboveChance(counts) < ONE_SIDED_5_PERCENT;
}

/** What half of the trainings or more have in common is no accident of one. */
export function inHalf<T>(runs: readonly T[], has: (run: T) => boolean): boolean {
  return runs.filter(has).length * 2 >= runs.length;
}

function majorityOf({ present }: ClassCounts): MajorityAnswer {
  const rows = present.reduce((sum, count) => sum + count, 0);
  const label = present.reduce((best, count, one) => (count > present[best]! ? one : best), 0);
  return { label, share: present[label]! / rows };
}

/** Test rows of one class show nothing about the others. */
function hasOneClass(counts: ClassCounts): boolean {
  return majorityOf(counts).share === 1;
}

/**
 * How far the right rows are above those of the same predictions dealt out at random, in standard deviations.
 * @see Hoeffding 1951, A Combinatorial Central Limit Theorem, Annals of Mathematical Statistics 22(4)
 */
function deviationsAboveChance({ present, predicted, right }: ClassCounts): number {
  const rows = present.reduce((sum, count) => sum + count, 0);
  let agreed = 0;
  let cubes = 0;
  let hits = 0;
  for (let label = 0; label < present.length; label += 1) {
    const product = present[label]! * predicted[label]!;
    agreed += product;
    cubes += product * (present[label]! + predicted[label]!);
    hits += right[label]!;
  }
  const expected = agreed / rows;
  const variance = (agreed - cubes / rows + agreed ** 2 / rows ** 2) / (rows - 1);
  return rows < 2 || variance <= 0 ? 0 : (hits - expected) / Math.sqrt(variance);
}
