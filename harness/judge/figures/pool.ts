import { mean } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { perObject } from "../../base/per-object.ts";
import { meanSpread, measured, medianSpread, type Spread } from "../../base/statistics/summaries.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { roundOf } from "../pricing/serving-work.ts";
import type { Figure, Pooling, QuantityFigure } from "./figure.ts";
import { sampledMedian } from "./sampled.ts";

/** A number with its range over the runs; a constant; or the distinct texts, joined by commas. */
export type Pooled = Spread | number | string;

/** Between the distinct texts of several runs. */
export const TEXTS_JOINED_BY = ", ";

type SpreadPooling = Exclude<Pooling, "constant">;

/** Whether its runs are combined into a number with a range, and not into a constant or a list of texts. */
export function hasSpread(figure: Figure): figure is QuantityFigure {
  return figure.unit !== "id" && figure.pooled !== "constant";
}

/** Combines a figure over the runs of one configuration; null if none of them has it. */
export function poolRuns(figure: Figure, runs: readonly PricedRun[]): Pooled | null {
  if (figure.unit === "id") return distinctTexts(runs.flatMap((run) => figure.read(run) ?? []));
  const { pooled } = figure;
  return pooled === "constant" ? firstOf(figure, runs) : SPREADS[pooled](figure, runs);
}

const SPREADS: Readonly<Record<SpreadPooling, (figure: QuantityFigure, runs: readonly PricedRun[]) => Spread | null>> =
  {
    "median of runs": medianOfRuns,
    "mean of trainings": meanOfTrainings,
    "median of trainings": medianOfTrainings,
  };

function distinctTexts(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : [...new Set(texts)].join(TEXTS_JOINED_BY);
}

function firstOf({ read }: QuantityFigure, [first]: readonly PricedRun[]): number | null {
  return first === undefined ? null : read(first);
}

/**
 * The values that tell how sure a figure is: by round and work of serving, run or training. The samples that a work has in one round,
 * of several seeds or of other configurations, repeat one state of the machine, and are one value.
 */
export function independentValues(figure: QuantityFigure, runs: readonly PricedRun[]): number[] {
  const byRound = valuesByRound(figure, runs);
  if (byRound.length > 0) return byRound;
  if (figure.pooled === "median of trainings") return ofTrainings(figure, runs);
  return measured(runs.map(figure.read));
}

/** With the range over the samples of serving; without any, over the runs or, for a single run, over its measured rounds. */
function medianOfRuns(figure: QuantityFigure, runs: readonly PricedRun[]): Spread | null {
  const { read, rangeWithinRun } = figure;
  const sampled = medianSpread(sampledValues(figure, runs));
  if (sampled !== null) return { ...sampled, runs: runs.length };
  const spread = medianSpread(measured(runs.map(read)));
  if (spread === null || runs.length > 1 || rangeWithinRun === undefined) return spread;
  const [low, high] = rangeWithinRun(runs[0]!);
  return { ...spread, low, high };
}

/** By sample; runs that do the same work share their samples, which count once. */
function sampledValues({ sampled }: QuantityFigure, runs: readonly PricedRun[]): number[] {
  if (sampled === undefined) return [];
  return measured(samplePools(runs).flatMap(([samples, run]) => samples.map((sample) => sampled(sample, run))));
}

/** By work and round: the median of its samples. */
function valuesByRound({ sampled }: QuantityFigure, runs: readonly PricedRun[]): number[] {
  if (sampled === undefined) return [];
  return measured(
    samplePools(runs).flatMap(([samples, run]) =>
      roundsOf(samples).map((own) => sampledMedian(own, (sample) => sampled(sample, run))),
    ),
  );
}

/** The samples of each work, with a run that does it: the same for all figures of a configuration. */
const samplePools = perObject((runs: readonly PricedRun[]): readonly (readonly [PricedRun["samples"], PricedRun])[] => [
  ...new Map(runs.map((run) => [run.samples, run])),
]);

const roundsOf = perObject((samples: PricedRun["samples"]): readonly PricedRun["samples"][] => [
  ...groupBy(samples, roundOf).values(),
]);

/**
 * Mean over the trainings of the mean over each training's runs, with the range over the runs. Null if a run lacks the
 * figure: a mean over some of the seeds is not comparable with means over all.
 */
function meanOfTrainings({ read }: QuantityFigure, runs: readonly PricedRun[]): Spread | null {
  const values = measured(runs.map(read));
  if (values.length < runs.length || runs.length === 0) return null;
  const means = trainingsOf(runs).map((group) => mean(measured(group.map(read))));
  return { ...meanSpread(values)!, middle: mean(means) };
}

function medianOfTrainings(figure: QuantityFigure, runs: readonly PricedRun[]): Spread | null {
  return medianSpread(ofTrainings(figure, runs));
}

function ofTrainings({ read }: QuantityFigure, runs: readonly PricedRun[]): number[] {
  return measured(trainingsOf(runs).map(([first]) => read(first!)));
}

const trainingsOf = perObject((runs: readonly PricedRun[]): readonly (readonly PricedRun[])[] => [
  ...groupBy(runs, ({ usage }) => usage.trainRun).values(),
]);
