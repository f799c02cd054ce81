import { mean, quantile } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { drawsFor, type Interval, resample, type Uniform, weightedSum } from "../../base/statistics/bootstrap.ts";
import { correctRows } from "../../base/statistics/correct-rows.ts";
import { differenceByRow, type PairedPredictions, rowSignTest } from "../../base/statistics/paired-accuracy.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { BaselineComparison } from "./analysis.ts";

/** A configuration with its pairs of runs: its own beside the baseline's. */
interface PairedConfiguration {
  readonly configuration: string;
  readonly pairs: readonly PairedRuns[];
}

interface PairedRuns extends PairedPredictions {
  /** Seed and repeat, which all configurations share. */
  readonly block: string;
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
  const intervals = intervalsOf(group, rows, uniform);
  return group.map(({ configuration, pairs }, index) => {
    const byRow = differenceByRow(pairs);
    return [
      configuration,
      {
        difference: mean(Array.from(byRow)),
        interval: intervals[index]!,
        p: rowSignTest(byRow),
        pairs: pairs.length,
      },
    ];
  });
}

/**
 * 95 % percentile intervals of the mean difference, trainings and rows drawn together: each draw takes the same seeds and
 * the same rows for all configurations. A configuration with a single pair has the interval of its rows alone.
 */
function intervalsOf(group: readonly PairedConfiguration[], rows: number, uniform: Uniform): Interval[] {
  const blocks = [...new Set(group.flatMap(({ pairs }) => pairs.map(({ block }) => block)))];
  const columns = group.map(({ pairs }) =>
    pairs.map((pair) => ({ block: blocks.indexOf(pair.block), byRow: differenceByRow([pair]) })),
  );
  const draws = drawsFor(Math.max(1, rows * columns.flat().length));
  const means = group.map((): number[] => []);
  const rowWeights = new Uint32Array(rows);
  const blockWeights = new Uint32Array(blocks.length);
  for (let draw = 0; draw < draws; draw += 1) {
    resample(rowWeights, uniform);
    resample(blockWeights, uniform);
    columns.forEach((pairs, index) => {
      let sum = 0;
      let drawn = 0;
      for (const { block, byRow } of pairs) {
        const times = pairs.length === 1 ? 1 : blockWeights[block]!;
        if (times === 0) continue;
        sum += times * weightedSum(byRow, rowWeights);
        drawn += times;
      }
      if (drawn > 0) means[index]!.push(sum / (drawn * rows));
    });
  }
  return means.map((values) => ({ low: quantile(values, 0.025), high: quantile(values, 0.975) }));
}

function pairsOf(runs: readonly PricedRun[], baseline: readonly PricedRun[]): PairedRuns[] {
  return runs.flatMap((run) => {
    const block = seedAndRepeat(run);
    const twin = baseline.find((other) => seedAndRepeat(other) === block && sameRows(other, run));
    return twin === undefined ? [] : [{ block, candidate: rightRows(run), reference: rightRows(twin) }];
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
