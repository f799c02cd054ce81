import { groupBy } from "../../../base/group-by.ts";
import { meanByRow } from "../../../base/statistics/correct-rows.ts";
import { recordMachine } from "../../../contract/index.ts";
import { trainUsd } from "../../figures/catalogue/train-usd.ts";
import { usdPerMillionTexts } from "../../figures/catalogue/usd-per-million-texts.ts";
import { finishedRuns } from "../cells.ts";
import { rightRows, seedAndRepeat } from "../compare.ts";
import { areTogether, type ConfigurationCells, type RoundSample, type ServingFigure, samplesByRound } from "../ties.ts";
import { effectOfLogarithms, effectOnRows, type RawEffect } from "./effect.ts";
import type { LeverQuantity } from "./lever-effects.ts";

/** Configurations with weights that add up to 0, such as one of -1 and one of 1. */
export type Contrast = readonly WeightedConfiguration[];

export interface WeightedConfiguration {
  readonly configuration: ConfigurationCells;
  readonly weight: number;
}

/** Estimates contrasts; what it reads of a configuration is kept, since a configuration is part of many. */
export class ContrastReader {
  readonly #answers = new Map<ConfigurationCells, ReadonlyMap<string, Float64Array>>();
  readonly #costs = new Map<ConfigurationCells, ReadonlyMap<string, RoundSample>>();
  readonly #trainingCosts = new Map<ConfigurationCells, ReadonlyMap<string, RoundSample>>();

  /** Null without a seed, or a round, that all of the contrast's configurations have. */
  read(quantity: LeverQuantity, contrast: Contrast): RawEffect | null {
    switch (quantity) {
      case "accuracy":
        return this.#accuracy(contrast);
      case "cost":
        return logarithms(contrast, (one) => kept(this.#costs, one, (of) => byPair(of, usdPerMillionTexts)));
      case "trainingCost":
        return logarithms(contrast, (one) => kept(this.#trainingCosts, one, (of) => byPair(of, trainUsd)));
    }
  }

  #accuracy(contrast: Contrast): RawEffect | null {
    const own = contrast.map(({ configuration, weight }) => ({ weight, bySeed: this.#answersOf(configuration) }));
    const seeds = sharedKeys(own.map(({ bySeed }) => bySeed));
    if (seeds.length === 0) return null;
    return effectOnRows(
      seeds.map((seed) => weightedSum(own.map((one) => ({ weight: one.weight, rows: one.bySeed.get(seed)! })))),
    );
  }

  /** How often each test row is right, by seed: a repeat trains the same seed again, and is no sample of its own. */
  #answersOf(configuration: ConfigurationCells): ReadonlyMap<string, Float64Array> {
    return kept(this.#answers, configuration, ({ cells }) => {
      const bySeed = groupBy(finishedRuns(cells), ({ experiment }) => String(experiment.training.seed));
      return new Map([...bySeed].map(([seed, runs]) => [seed, meanByRow(runs.map(rightRows))]));
    });
  }
}

function kept<T>(
  known: Map<ConfigurationCells, T>,
  configuration: ConfigurationCells,
  read: (configuration: ConfigurationCells) => T,
): T {
  const found = known.get(configuration);
  if (found !== undefined) return found;
  const value = read(configuration);
  known.set(configuration, value);
  return value;
}

/** The figure by seed, repeat, round and machine or, where nothing was sampled, by seed, repeat and machine. */
function byPair({ cells }: ConfigurationCells, { read, sampled }: ServingFigure): Map<string, RoundSample> {
  return new Map(
    finishedRuns(cells).flatMap((run): [string, RoundSample][] => {
      const key = seedAndRepeat(run);
      if (sampled === undefined || run.samples.length === 0)
        return [[`${key} ${recordMachine(run)}`, { value: read(run), atMs: 0 }]];
      return [...samplesByRound(run, sampled)].map(([round, sample]) => [`${key} ${round}`, sample]);
    }),
  );
}

type ValuesByPair = ReadonlyMap<string, RoundSample>;

function logarithms(contrast: Contrast, valuesOf: (one: ConfigurationCells) => ValuesByPair): RawEffect | null {
  const own = contrast.map(({ configuration, weight }) => ({ weight, byPair: valuesOf(configuration) }));
  const values = sharedKeys(own.map((one) => one.byPair)).flatMap((key) => {
    const samples = own.map((one) => one.byPair.get(key)!);
    const times = samples.map(({ atMs }) => atMs);
    if (!areTogether(Math.min(...times), Math.max(...times))) return [];
    return logarithmOf(own.map(({ weight }, index) => ({ weight, value: samples[index]!.value })));
  });
  return values.length === 0 ? null : effectOfLogarithms(values);
}

/** None if one was not measured. Equal values cancel out exactly, also where all are 0. */
function logarithmOf(values: readonly { readonly weight: number; readonly value: number | null }[]): number[] {
  const byValue = new Map<number, number>();
  for (const { weight, value } of values) {
    if (value === null) return [];
    byValue.set(value, (byValue.get(value) ?? 0) + weight);
  }
  let sum = 0;
  for (const [value, weight] of byValue) if (Math.abs(weight) > ROUNDING) sum += weight * Math.log(value);
  return Number.isFinite(sum) ? [sum] : [];
}

/** Weights such as three times a third add up to nearly 0. */
const ROUNDING = 1e-12;

/** Keys that every map has, in the first one's order. */
function sharedKeys(maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  const [first, ...others] = maps;
  return [...(first?.keys() ?? [])].filter((key) => others.every((other) => other.has(key)));
}

function weightedSum(columns: readonly { readonly weight: number; readonly rows: Float64Array }[]): Float64Array {
  const sum = new Float64Array(columns[0]?.rows.length ?? 0);
  for (const { weight, rows } of columns)
    for (let row = 0; row < sum.length; row += 1) sum[row]! += weight * rows[row]!;
  return sum;
}
