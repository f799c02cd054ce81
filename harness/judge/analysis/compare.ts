import { mean } from "simple-statistics";
import { perObject } from "../../base/per-object.ts";
import { correctRows } from "../../base/statistics/correct-rows.ts";
import { meanOf } from "../../base/statistics/mean.ts";
import {
  type PairedPredictions,
  pairedDifferences,
  rowSignTest,
  varianceOfMeanDifference,
} from "../../base/statistics/paired-accuracy.ts";
import { studentInterval } from "../../base/statistics/student-t.ts";
import { meansBySeed, twoWayError } from "../../base/statistics/two-way-error.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { BaselineComparison } from "./baseline-comparison.ts";

interface PairedRuns extends PairedPredictions {
  readonly seed: number;
}

/**
 * Compares each configuration with the baseline, paired by seed, repeat and test row.
 * @param candidates configuration -> its finished runs, without the baseline
 * @returns only configurations that share a finished seed and the test rows with the baseline
 */
export function compareWithBaseline(
  baseline: readonly PricedRun[],
  candidates: ReadonlyMap<string, readonly PricedRun[]>,
): Map<string, BaselineComparison> {
  return new Map(
    [...candidates].flatMap(([configuration, runs]): [string, BaselineComparison][] => {
      const pairs = pairsOf(runs, baseline);
      return pairs.length === 0 ? [] : [[configuration, comparePairs(pairs)]];
    }),
  );
}

/** Candidate minus reference. @param pairs at least one, all of the same test rows */
export function comparePairs(pairs: readonly PairedRuns[]): BaselineComparison {
  const differences = pairedDifferences(pairs);
  const difference = mean(differences.each.map((pair) => pair.mean));
  // A repeat trains the same seed again, and is no sample of its own.
  const bySeed = meansBySeed(differences.each.map((pair, index) => ({ seed: pairs[index]!.seed, value: pair.mean })));
  const error = twoWayError(varianceOfMeanDifference(differences), differences.rows, bySeed);
  const { low, high } = studentInterval(difference, error);
  // No accuracy is below 0 or above 1.
  const reference = mean(pairs.map((pair) => meanOf(pair.reference)));
  const interval = { low: Math.max(low, -reference), high: Math.min(high, 1 - reference) };
  return { difference, interval, p: rowSignTest(differences), pairs: pairs.length };
}

/** The runs that share seed, repeat and test rows, with which of these they answer rightly. */
export function pairsOf(runs: readonly PricedRun[], baseline: readonly PricedRun[]): PairedRuns[] {
  return runs.flatMap((run) => {
    const twin = baseline.find((other) => seedAndRepeat(other) === seedAndRepeat(run) && sameRows(other, run));
    const { seed } = run.experiment.training;
    return twin === undefined ? [] : [{ seed, candidate: rightRows(run), reference: rightRows(twin) }];
  });
}

function sameRows(a: PricedRun, b: PricedRun): boolean {
  return a.experiment.dataset === b.experiment.dataset && a.quality.testRows === b.quality.testRows;
}

const unpacked = perObject(({ correct, testRows }: PricedRun["quality"]) => correctRows(correct, testRows));

/** [testRows]; 1 if the run's prediction was correct. Not to be written to: it is kept for the next that asks. */
export function rightRows({ quality }: PricedRun): Uint8Array {
  return unpacked(quality);
}

/** Runs with equal seed and repeat share the initial weights and the order of the rows. */
export function seedAndRepeat({ experiment, repeat }: PricedRun): string {
  return `${experiment.training.seed}#${repeat}`;
}
