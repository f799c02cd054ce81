import { type ClassCounts, classCounts, f1Of, precisionOf, recallOf } from "../../base/statistics/confusion.ts";
import type { PricedRun } from "../pricing/priced-run.ts";

/** How one class is found on the test rows, with the runs of a configuration pooled. */
export interface ClassScores {
  readonly label: string;
  /** Test rows that have it, in one run. */
  readonly rows: number;
  /** Null if it was never given, never present, or neither: see Outcomes. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Share of its rows that were given each label, in the labels' order; null if it has no rows. */
  readonly takenFor: readonly number[] | null;
}

/** Beyond these, a table of classes is not read, and would fill a file. */
const MOST_CLASSES = 500;

/**
 * Each class on the test rows, the runs' rows added up.
 * @param labels the dataset's
 * @returns null if no record counts by class, or if there are too many classes
 */
export function classScores(runs: readonly PricedRun[], labels: readonly string[]): ClassScores[] | null {
  const tests = runs.flatMap(({ quality: { test } }) => test ?? []);
  if (tests.length === 0 || labels.length > MOST_CLASSES) return null;
  const confusion = tests.flatMap((test) => test.confusion);
  const counts: ClassCounts = classCounts(confusion, labels.length);
  const given = labels.map(() => new Array<number>(labels.length).fill(0));
  for (const [label, prediction, rows] of confusion) given[label]![prediction]! += rows;
  return labels.map((label, one) => {
    const present = counts.present[one]!;
    return {
      label,
      rows: present / tests.length,
      precision: precisionOf(counts, one),
      recall: recallOf(counts, one),
      f1: f1Of(counts, one),
      takenFor: present === 0 ? null : given[one]!.map((rows) => rows / present),
    };
  });
}
