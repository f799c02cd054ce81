import { median } from "simple-statistics";
import { perObject } from "../../base/per-object.ts";
import { medianInterval, valuesForInterval } from "../../base/statistics/median-interval.ts";
import { recordMachine } from "../../contract/index.ts";
import { COST_MISS, comparisonsOf, FEWEST_PAIRS } from "../../contract/measuring.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import type { QuantityFigure } from "../figures/figure.ts";
import { sampledMedian } from "../figures/sampled.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { roundOf, type SeededSample } from "../pricing/serving-work.ts";
import type { ConfigurationResult, FinishedConfiguration } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { seedAndRepeat } from "./compare.ts";
import type { CostComparison, CostVerdict } from "./cost-comparison.ts";

/** Costs are the same if their ratio is certain to be at most this. */
export const SAME_WITHIN = 1.1;
/** Samples of one round that were taken further apart saw different states of the machine, and are no pair. */
const MOST_APART_MS = 10 * 60_000;
/** More rounds than are worth waiting for: on a quiet machine about twenty tell what is left. */
export const MOST_ROUNDS = 60;

/** A figure of serving: of samples where they have it, else of runs. */
export type ServingFigure = Pick<QuantityFigure, "read" | "sampled">;

/** A configuration as far as its costs tell. */
export type ConfigurationCells = Pick<ConfigurationResult, "id" | "cells">;

/**
 * Compares two costs, or another figure of serving, by pairs: samples of the same machine, round, seed and repeat, where every
 * work that the two serve is represented by the median of its samples; without samples, runs of the same machine, seed and
 * repeat. A verdict takes at least six pairs, and as many as the correction needs.
 *
 * The level is divided by the number of comparisons (Bonferroni). Holm's procedure would find slightly more, but has no
 * intervals to match, and the report shows intervals: they must not contradict its verdicts.
 * @param comparisons those that could have named a winner
 */
export function compareCosts(
  one: ConfigurationCells,
  reference: ConfigurationCells,
  comparisons: number,
  figure: ServingFigure = usdPerMillionTexts,
): CostComparison {
  const [runs, others] = [finishedRuns(one.cells), finishedRuns(reference.cells)];
  if (isSameWork(runs, others)) return { ...SAME_WORK, configuration: one.id };
  const values = logRatios(runs, others, figure);
  const miss = COST_MISS / Math.max(1, comparisons);
  const fewest = Math.max(FEWEST_PAIRS, valuesForInterval(miss));
  if (values.length === 0) return { ...WITHOUT_PAIRS, configuration: one.id, needed: fewest };
  const isEnough = values.length >= fewest;
  const [middle, { low, high }] = [median(values), medianInterval(values, miss)];
  const verdict = isEnough ? verdictOf(low, high) : "inconclusive";
  const halfWidth = Math.max(high - middle, middle - low);
  return {
    configuration: one.id,
    verdict,
    ratio: Math.exp(middle),
    interval: { low: Math.exp(low), high: Math.exp(high) },
    pairs: values.length,
    isSameWork: false,
    seen: isEnough ? Math.exp(halfWidth) : null,
    needed: verdict === "inconclusive" ? pairsNeeded(values.length, { middle, halfWidth, fewest, isEnough }) : null,
  };
}

/** The number of comparisons that could have named a winner; configurations that do the same work are one. */
export function comparisonsThatName(eligible: readonly FinishedConfiguration[]): number {
  const works = new Set(
    eligible.map(({ cells }) =>
      finishedRuns(cells)
        .map(({ work }) => work)
        .sort()
        .join(),
    ),
  ).size;
  return comparisonsOf(
    works,
    eligible.some(({ isBaseline }) => isBaseline),
  );
}

const SAME_WORK = {
  verdict: "same",
  ratio: 1,
  interval: { low: 1, high: 1 },
  pairs: 0,
  isSameWork: true,
  seen: null,
  needed: null,
} as const;

const WITHOUT_PAIRS = {
  verdict: "inconclusive",
  ratio: null,
  interval: null,
  pairs: 0,
  isSameWork: false,
  seen: null,
} as const;

/** Whether every run does the work of some run of the other at the same price, and the other way round. */
function isSameWork(runs: readonly PricedRun[], others: readonly PricedRun[]): boolean {
  const worksOf = (of: readonly PricedRun[]) =>
    [...new Set(of.map(({ work, price }) => `${work} ${price.usdPerHour}`))].sort().join();
  return worksOf(runs) === worksOf(others);
}

function verdictOf(low: number, high: number): CostVerdict {
  const limit = Math.log(SAME_WITHIN);
  if (low >= -limit && high <= limit) return "same";
  if (low > 0) return "dearer";
  return high < 0 ? "cheaper" : "inconclusive";
}

/**
 * Pairs that would probably tell: enough to shrink the interval, by the square root of their number, until it excludes 1 or
 * lies within a tenth of it, whichever is closer.
 */
function pairsNeeded(
  pairs: number,
  {
    middle,
    halfWidth,
    fewest,
    isEnough,
  }: { readonly middle: number; readonly halfWidth: number; readonly fewest: number; readonly isEnough: boolean },
): number | null {
  // The range of fewer pairs says too little about the noise.
  if (!isEnough) return fewest;
  const room = Math.max(Math.abs(middle), Math.log(SAME_WITHIN) - Math.abs(middle));
  const needed = Math.ceil(pairs * (halfWidth / room) ** 2);
  return Math.max(fewest, pairs + 1, needed);
}

/** ln(figure of the one / figure of the other) by pair. */
export function logRatios(runs: readonly PricedRun[], others: readonly PricedRun[], figure: ServingFigure): number[] {
  const twins = new Map(others.map((other) => [seedAndRepeat(other), other]));
  const paired = runs.flatMap((run): [PricedRun, PricedRun][] => {
    const twin = twins.get(seedAndRepeat(run));
    return twin === undefined ? [] : [[run, twin]];
  });
  const { read, sampled } = figure;
  // A sample is shorter than a run's own measurement, and slower: the two are not compared.
  const areSampled = paired.some(([run, twin]) => run.samples.length > 0 || twin.samples.length > 0);
  return paired.flatMap(([run, twin]) => {
    if (sampled !== undefined && areSampled) return sampledRatios(run, twin, sampled);
    return recordMachine(run) === recordMachine(twin) ? logRatio(read(run), read(twin)) : [];
  });
}

type ReadSample = NonNullable<ServingFigure["sampled"]>;

/** Whether two samples of one round were taken in one sitting. @param atMs milliseconds since 1970 */
export function areTogether(atMs: number, otherMs: number): boolean {
  return Math.abs(atMs - otherMs) <= MOST_APART_MS;
}

/** By round. */
function sampledRatios(run: PricedRun, twin: PricedRun, read: ReadSample): number[] {
  const inRounds = samplesByRound(twin, read);
  return [...samplesByRound(run, read)].flatMap(([round, one]) => {
    const other = inRounds.get(round);
    return other === undefined || !areTogether(one.atMs, other.atMs) ? [] : logRatio(one.value, other.value);
  });
}

export interface RoundSample {
  readonly value: number | null;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The figure of a run's work in each round on one machine, over the cells with the run's seed and repeat that do this work. */
export const samplesByRound = perObject((run: PricedRun, read: ReadSample): ReadonlyMap<string, RoundSample> => {
  const rounds = new Map<string, SeededSample[]>();
  for (const sample of run.samples) {
    if (sample.seed !== run.experiment.training.seed || sample.repeat !== run.repeat) continue;
    const key = roundOf(sample);
    rounds.set(key, [...(rounds.get(key) ?? []), sample]);
  }
  return new Map(
    [...rounds].map(([key, samples]) => [
      key,
      {
        value: sampledMedian(samples, (sample) => read(sample, run)),
        atMs: median(samples.map(({ startedAt }) => Date.parse(startedAt))),
      },
    ]),
  );
});

/** None if one was not measured. Equal figures are 0 by definition: the costs of two free machines would have the ratio 0 / 0. */
function logRatio(one: number | null, other: number | null): number[] {
  if (one === null || other === null) return [];
  return [one === other ? 0 : Math.log(one / other)];
}
