import { median } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { positions } from "../../base/positions.ts";
import { drawsFor, resample } from "../../base/statistics/bootstrap.ts";
import { ResampledRows } from "../../base/statistics/resampled-rows.ts";
import type { Uniform } from "../../base/statistics/uniform.ts";
import { type WeighedValues, weightedMedian } from "../../base/statistics/weighted-median.ts";
import { usdPerMillionTexts } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { roundOf, type SeededSample } from "../pricing/serving-work.ts";
import { rightRows, seedAndRepeat } from "./compare.ts";
import { type CostPoints, Frontier } from "./on-frontier.ts";

/** Additions that drawing a run takes as long as, beside its rounds and rows. */
const RUN_WORK = 100;

/** What a configuration's cost and accuracy are drawn from. */
interface ResampledConfiguration {
  readonly rows: ResampledRows;
  readonly runs: readonly ResampledRun[];
}

interface ResampledRun {
  /** Position of its seed and repeat. */
  readonly block: number;
  /** Position of its answers among those of the rows. */
  readonly model: number;
  readonly usdPerHour: number;
  /** Texts per second of the slowest and the fastest round, for a run without samples. */
  readonly speeds: readonly [number, number];
  /** Position of its work; null for a run without samples. */
  readonly work: number | null;
}

/**
 * How often each configuration is on the frontier when seeds, test rows and rounds of serving are resampled, all three jointly:
 * every configuration gets the same of each, so that what they share, such as a disturbed round or a hard text, does not tell
 * them apart. A seed is drawn with all its runs. A run's throughput is the median of the samples of the drawn rounds, and the same
 * for all runs with the same work. Without samples it is drawn uniformly between its slowest and fastest round, so that a
 * single run is not treated as exact.
 * @param groups the finished runs of each configuration, none empty
 * @returns among the samples in which the configuration has a run, the share in which it is on the frontier, in [0, 1]
 * @see Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 6 and 8
 */
export function frontierProbabilities(groups: readonly (readonly PricedRun[])[], uniform: Uniform): number[] {
  // The only one is on it, whatever is drawn.
  if (groups.length === 1) return [1];
  const { candidates, blocks, rounds, rows, works } = resampled(groups);
  const runs = candidates.reduce((sum, candidate) => sum + candidate.runs.length, 0);
  const draws = drawsFor(rows.reduce((sum, { work }) => sum + work, runs * (RUN_WORK + rounds)));
  const seen = new Uint32Array(groups.length);
  const hits = new Uint32Array(groups.length);
  const blockCounts = new Uint32Array(blocks);
  const roundCounts = new Uint32Array(rounds);
  const speeds = new Float64Array(works.length);
  const drawn: Draw = { blockCounts, speeds, uniform, usd: [] };
  const points = { accuracy: new Float64Array(groups.length), usd: new Float64Array(groups.length) };
  for (let draw = 0; draw < draws; draw += 1) {
    resample(blockCounts, uniform);
    resample(roundCounts, uniform);
    for (const one of rows) one.resample(uniform);
    works.forEach((samples, work) => {
      speeds[work] = weightedMedian(samples, roundCounts);
    });
    candidates.forEach((candidate, index) => {
      drawPoint(candidate, drawn, points, index);
    });
    const frontier = new Frontier(points);
    for (let index = 0; index < groups.length; index += 1) {
      if (Number.isNaN(points.usd[index])) continue;
      seen[index]! += 1;
      if (frontier.has(index)) hits[index]! += 1;
    }
  }
  return groups.map((_, index) => (seen[index] === 0 ? 0 : hits[index]! / seen[index]!));
}

function resampled(groups: readonly (readonly PricedRun[])[]): {
  readonly candidates: readonly ResampledConfiguration[];
  /** Numbers of seeds with their repeats, and of rounds. */
  readonly blocks: number;
  readonly rounds: number;
  /** One for each set of test rows. */
  readonly rows: readonly ResampledRows[];
  /** Texts per second of the samples of each work, weighed by how often their round is drawn. */
  readonly works: readonly WeighedValues[];
} {
  const runs = groups.flat();
  const blocks = positions(runs.map(seedAndRepeat));
  const rounds = positions(runs.flatMap(({ samples }) => samples.map(roundOf)));
  const sampled = [...new Set(runs.map(({ samples }) => samples))].filter(({ length }) => length > 0);
  const works = positions(sampled);
  const byData = groupBy(runs, dataOf);
  // Runs with the same answers are one model.
  const models = new Map(
    [...byData].map(([data, own]) => [data, positions(own.map(({ quality }) => quality.correct))]),
  );
  const rows = new Map(
    [...byData].map(([data, own]) => {
      const distinct = new Map(own.map((run) => [run.quality.correct, run]));
      return [data, new ResampledRows([...distinct.values()].map(rightRows))];
    }),
  );
  const candidates = groups.map((own) => ({
    rows: rows.get(dataOf(own[0]!))!,
    runs: own.map((run) => ({
      block: blocks.get(seedAndRepeat(run))!,
      model: models.get(dataOf(run))!.get(run.quality.correct)!,
      usdPerHour: run.price.usdPerHour,
      speeds: run.usage.serve.textsPerSecondRange,
      work: works.get(run.samples) ?? null,
    })),
  }));
  return {
    candidates,
    blocks: blocks.size,
    rounds: rounds.size,
    rows: [...rows.values()],
    works: sampled.map((own) => ascending(own, rounds)),
  };
}

function dataOf({ experiment, quality }: PricedRun): string {
  return `${experiment.dataset} ${quality.testRows}`;
}

function ascending(samples: readonly SeededSample[], rounds: ReadonlyMap<string, number>): WeighedValues {
  const sorted = [...samples].sort((a, b) => a.textsPerSecond - b.textsPerSecond);
  return {
    values: Float64Array.from(sorted, ({ textsPerSecond }) => textsPerSecond),
    at: Uint32Array.from(sorted, (sample) => rounds.get(roundOf(sample))!),
  };
}

/** What all configurations have in common in one sample of the bootstrap. */
interface Draw {
  readonly blockCounts: Uint32Array;
  /** Texts per second by work; NaN where none of its rounds was drawn. */
  readonly speeds: Float64Array;
  readonly uniform: Uniform;
  /** Where costs are collected, since a list for each configuration and sample would be most of what a report allocates. */
  readonly usd: number[];
}

/**
 * A configuration's cost and accuracy in one sample.
 * @param points of which the one at `index` is written; its cost is NaN if none of its runs, or no round of them, was drawn
 */
function drawPoint({ rows, runs }: ResampledConfiguration, draw: Draw, points: CostPoints, index: number): void {
  const { usd } = draw;
  usd.length = 0;
  let right = 0;
  let areEqual = true;
  points.usd[index] = Number.NaN;
  for (const { block, model, work, speeds, usdPerHour } of runs) {
    const times = draw.blockCounts[block]!;
    if (times === 0) continue;
    right += times * rows.countRight(model);
    for (let time = 0; time < times; time += 1) {
      const speed = work === null ? speeds[0] + draw.uniform() * (speeds[1] - speeds[0]) : draw.speeds[work]!;
      if (Number.isNaN(speed)) return;
      usd.push(usdPerMillionTexts(speed, usdPerHour));
      areEqual &&= usd.at(-1) === usd[0];
    }
  }
  if (usd.length === 0) return;
  points.usd[index] = areEqual ? usd[0]! : median(usd);
  points.accuracy[index] = right / (usd.length * rows.length);
}
