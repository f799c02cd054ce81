import { mean } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { bootstrapMeans, drawsFor, type Uniform } from "../../base/statistics/bootstrap.ts";
import { correctRows } from "../../base/statistics/correct-rows.ts";
import { differenceByRow, type PairedPredictions, rowSignTest } from "../../base/statistics/paired-accuracy.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { BaselineComparison } from "./analysis.ts";

/** A configuration with its pairs of runs: its own beside the baseline's. */
interface PairedConfiguration {
  readonly configuration: string;
  readonly pairs: readonly PairedPredictions[];
}

/**
 * Compares each configuration with the baseline, paired by seed, repeat and test row.
 * @param candidates configuration -> its finished runs, without the baseline
 * @returns only configurations that share a finished seed and the test rows with the baseline
 */
export function compareWithBaseline(
  baseline: readonly PricedRun[],
  candidates: ReadonlyMap<string, readonly PricedRun[]>,
  uniform: Uniform,
): Map<string, BaselineComparison> {
  const paired = [...candidates]
    .map(([configuration, runs]) => ({ configuration, pairs: pairsOf(runs, baseline) }))
    .filter(({ pairs }) => pairs.length > 0);
  const byRows = groupBy(paired, ({ pairs }) => pairs[0]!.reference.length);
  return new Map([...byRows].flatMap(([rows, group]) => compareOnRows(group, rows, uniform)));
}

function compareOnRows(
  group: readonly PairedConfiguration[],
  rows: number,
  uniform: Uniform,
): [string, BaselineComparison][] {
  const columns = group.map(({ pairs }) => differenceByRow(pairs));
  const intervals = bootstrapMeans(columns, rows, drawsFor(rows * columns.length), uniform);
  return group.map(({ configuration, pairs }, index) => [
    configuration,
    {
      difference: mean(Array.from(columns[index]!)),
      interval: intervals[index]!,
      p: rowSignTest(columns[index]!),
      pairs: pairs.length,
    },
  ]);
}

function pairsOf(runs: readonly PricedRun[], baseline: readonly PricedRun[]): PairedPredictions[] {
  return runs.flatMap((run) => {
    const twin = baseline.find((other) => seedAndRepeat(other) === seedAndRepeat(run) && sameRows(other, run));
    return twin === undefined ? [] : [{ candidate: rightRows(run), reference: rightRows(twin) }];
  });
}

function sameRows(a: PricedRun, b: PricedRun): boolean {
  return a.experiment.dataset === b.experiment.dataset && a.quality.testRows === b.quality.testRows;
}

/** [testRows]; 1 if the run's prediction was correct. */
export function rightRows({ quality }: PricedRun): Uint8Array {
  return correctRows(quality.correct, quality.testRows);
}

/** Runs with equal seed and repeat share the initial weights and the order of the rows. */
export function seedAndRepeat({ experiment, repeat }: PricedRun): string {
  return `${experiment.training.seed}#${repeat}`;
}
