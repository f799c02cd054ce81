import { median } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { drawsFor, resample, type Uniform } from "../../base/statistics/bootstrap.ts";
import { ResampledRows } from "../../base/statistics/resampled-rows.ts";
import { weightedMedian } from "../../base/statistics/weighted-median.ts";
import { usdPerMillionTexts } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { roundOf, type SeededSample } from "../pricing/serving-work.ts";
import { rightRows, seedAndRepeat } from "./compare.ts";
import { type CostPoint, onFrontier } from "./on-frontier.ts";

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
  /** By speed; the same list for all runs with the same work. Empty for a run without samples. */
  readonly samples: readonly RoundSpeed[];
}

/** Texts per second of a sample, and the position of its round. */
interface RoundSpeed {
  readonly value: number;
  readonly at: number;
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
  const { candidates, blocks, rounds, rows } = resampled(groups);
  const runs = candidates.reduce((sum, candidate) => sum + candidate.runs.length, 0);
  const draws = drawsFor(rows.reduce((sum, { work }) => sum + work, runs * (RUN_WORK + rounds)));
  const seen = new Uint32Array(groups.length);
  const hits = new Uint32Array(groups.length);
  const blockCounts = new Uint32Array(blocks);
  const roundCounts = new Uint32Array(rounds);
  for (let draw = 0; draw < draws; draw += 1) {
    resample(blockCounts, uniform);
    resample(roundCounts, uniform);
    for (const one of rows) one.resample(uniform);
    const speedOf = speedDrawer(roundCounts, uniform);
    const points = candidates.map((candidate) => drawPoint(candidate, blockCounts, speedOf));
    const present = points.flatMap((point, index) => (point === null ? [] : [{ point, index }]));
    const members = onFrontier(present.map(({ point }) => point));
    present.forEach(({ index }, position) => {
      seen[index]! += 1;
      if (members[position]) hits[index]! += 1;
    });
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
} {
  const runs = groups.flat();
  const blocks = positions(runs.map(seedAndRepeat));
  const rounds = positions(runs.flatMap(({ samples }) => samples.map(roundOf)));
  const speeds = new Map([...new Set(runs.map(({ samples }) => samples))].map((own) => [own, ascending(own, rounds)]));
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
      samples: speeds.get(run.samples)!,
    })),
  }));
  return { candidates, blocks: blocks.size, rounds: rounds.size, rows: [...rows.values()] };
}

/** Each distinct key -> its position in the order of their first occurrence. */
function positions(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(keys)].map((key, position) => [key, position]));
}

function dataOf({ experiment, quality }: PricedRun): string {
  return `${experiment.dataset} ${quality.testRows}`;
}

function ascending(samples: readonly SeededSample[], rounds: ReadonlyMap<string, number>): RoundSpeed[] {
  return samples
    .map((sample) => ({ value: sample.textsPerSecond, at: rounds.get(roundOf(sample))! }))
    .sort((a, b) => a.value - b.value);
}

/** A configuration's cost and accuracy in one sample; null if none of its runs, or no round of them, was drawn. */
function drawPoint(
  { rows, runs }: ResampledConfiguration,
  blockCounts: Uint32Array,
  speedOf: (run: ResampledRun) => number | null,
): CostPoint | null {
  const usd: number[] = [];
  let right = 0;
  let areEqual = true;
  for (const run of runs) {
    const times = blockCounts[run.block]!;
    if (times === 0) continue;
    right += times * rows.countRight(run.model);
    for (let time = 0; time < times; time += 1) {
      const speed = speedOf(run);
      if (speed === null) return null;
      usd.push(usdPerMillionTexts(speed, run.usdPerHour));
      areEqual &&= usd.at(-1) === usd[0];
    }
  }
  if (usd.length === 0) return null;
  return { accuracy: right / (usd.length * rows.length), usd: areEqual ? usd[0]! : median(usd) };
}

/** Draws throughputs for one sample of the bootstrap; null where none of a run's rounds was drawn. */
function speedDrawer(roundCounts: Uint32Array, uniform: Uniform): (run: ResampledRun) => number | null {
  const drawn = new Map<ResampledRun["samples"], number | null>();
  return ({ samples, speeds: [slowest, fastest] }) => {
    if (samples.length === 0) return slowest + uniform() * (fastest - slowest);
    const known = drawn.get(samples);
    if (known !== undefined) return known;
    const speed = weightedMedian(samples, roundCounts);
    drawn.set(samples, speed);
    return speed;
  };
}
