import { median } from "simple-statistics";
import { drawsFor, resample, type Uniform, weightedSum } from "../../base/statistics/bootstrap.ts";
import { usdPerMillionTexts } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { SeededSample } from "../pricing/serving-work.ts";
import { rightRows, seedAndRepeat } from "./compare.ts";

export interface CostPoint {
  readonly accuracy: number;
  readonly usd: number;
}

/**
 * Whether each point is on the Pareto frontier: no other point is at least as accurate and at most as expensive, and
 * strictly better in one of the two. Equal points are on it together.
 */
export function onFrontier(points: readonly CostPoint[]): boolean[] {
  const cheapestFirst = points
    .map((_, index) => index)
    .sort((a, b) => points[a]!.usd - points[b]!.usd || points[b]!.accuracy - points[a]!.accuracy);
  const result = points.map(() => false);
  let best: CostPoint = { accuracy: Number.NEGATIVE_INFINITY, usd: 0 };
  for (const index of cheapestFirst) {
    const point = points[index]!;
    const isTwin = point.accuracy === best.accuracy && point.usd === best.usd;
    if (point.accuracy <= best.accuracy && !isTwin) continue;
    result[index] = true;
    best = point;
  }
  return result;
}

interface ResampledRun {
  readonly block: number;
  readonly usdPerHour: number;
  /** Texts per second of the slowest and the fastest round, for a run without samples. */
  readonly speeds: readonly [number, number];
  readonly samples: readonly SeededSample[];
  readonly right: Uint8Array;
}

interface ResampledConfiguration {
  readonly dataset: string;
  readonly rows: number;
  readonly runs: readonly ResampledRun[];
}

/**
 * How often each configuration is on the frontier when seeds, test rows and throughputs are resampled. A seed is drawn
 * with all its runs, so that cells that share a training stay together; every configuration gets the same seeds and rows.
 * A run's throughput is the median of its resampled samples, and the same for all runs with the same work. Without samples
 * it is drawn uniformly between its slowest and fastest round, so that a single run is not treated as exact.
 * @param groups the finished runs of each configuration, none empty
 * @returns among the samples in which the configuration has a run, the share in which it is on the frontier, in [0, 1]
 */
export function frontierProbabilities(groups: readonly (readonly PricedRun[])[], uniform: Uniform): number[] {
  // The only one is on it, whatever is drawn.
  if (groups.length === 1) return [1];
  const blocks = [...new Set(groups.flat().map(seedAndRepeat))];
  const candidates = groups.map((runs) => candidateOf(runs, blocks));
  const rowsOf = new Map(candidates.map(({ dataset, rows }) => [dataset, rows]));
  const draws = drawsFor(candidates.reduce((sum, { runs, rows }) => sum + runs.length * rows, 1));
  const seen = new Uint32Array(groups.length);
  const hits = new Uint32Array(groups.length);
  const blockCounts = new Uint32Array(blocks.length);
  const rowCounts = new Map([...rowsOf].map(([dataset, rows]) => [dataset, new Uint32Array(rows)]));
  for (let draw = 0; draw < draws; draw += 1) {
    resample(blockCounts, uniform);
    for (const counts of rowCounts.values()) resample(counts, uniform);
    const drawSpeed = speedDrawer(uniform);
    const points = candidates.map((candidate) =>
      drawPoint(candidate, blockCounts, rowCounts.get(candidate.dataset)!, drawSpeed),
    );
    const present = points.flatMap((point, index) => (point === null ? [] : [{ point, index }]));
    const members = onFrontier(present.map(({ point }) => point));
    present.forEach(({ index }, position) => {
      seen[index]! += 1;
      if (members[position]) hits[index]! += 1;
    });
  }
  return groups.map((_, index) => (seen[index] === 0 ? 0 : hits[index]! / seen[index]!));
}

function candidateOf(runs: readonly PricedRun[], blocks: readonly string[]): ResampledConfiguration {
  const [first] = runs;
  return {
    dataset: `${first?.experiment.dataset} ${first?.quality.testRows}`,
    rows: first?.quality.testRows ?? 0,
    runs: runs.map((run) => ({
      block: blocks.indexOf(seedAndRepeat(run)),
      usdPerHour: run.price.usdPerHour,
      speeds: run.usage.serve.textsPerSecondRange,
      samples: run.samples,
      right: rightRows(run),
    })),
  };
}

/** A configuration's cost and accuracy in one sample; null if none of its runs was drawn. */
function drawPoint(
  candidate: ResampledConfiguration,
  blockCounts: Uint32Array,
  rowCounts: Uint32Array,
  drawSpeed: (run: ResampledRun) => number,
): CostPoint | null {
  const usd: number[] = [];
  let right = 0;
  for (const run of candidate.runs) {
    const times = blockCounts[run.block]!;
    if (times === 0) continue;
    right += times * weightedSum(run.right, rowCounts);
    for (let time = 0; time < times; time += 1) usd.push(usdPerMillionTexts(drawSpeed(run), run.usdPerHour));
  }
  if (usd.length === 0) return null;
  return { accuracy: right / (usd.length * candidate.rows), usd: median(usd) };
}

/** Draws throughputs for one sample of the bootstrap. */
function speedDrawer(uniform: Uniform): (run: ResampledRun) => number {
  const drawn = new Map<ResampledRun["samples"], number>();
  return ({ samples, speeds: [slowest, fastest] }) => {
    if (samples.length === 0) return slowest + uniform() * (fastest - slowest);
    const known = drawn.get(samples);
    if (known !== undefined) return known;
    const speed = median(samples.map(() => samples[Math.floor(uniform() * samples.length)]!.textsPerSecond));
    drawn.set(samples, speed);
    return speed;
  };
}
