import { perObject } from "../../../base/per-object.ts";
import { recordMachine } from "../../../contract/index.ts";
import { finishedRuns } from "../cells.ts";
import { seedAndRepeat } from "../compare.ts";
import { areTogether, type ConfigurationCells, type RoundSample, type ServingFigure, samplesByRound } from "../ties.ts";
import { effectOfLogarithms, type RawEffect } from "./effect.ts";
import type { Contrast } from "./weighted.ts";

/** What a configuration has of a figure: pairs and values are numbers, since a contrast of many asks for each of them. */
interface PairValues {
  /** Its pairs, in their order. */
  readonly pairs: readonly number[];
  /** By pair: its value; ABSENT for one that it lacks, as for all beyond the end. */
  readonly values: Int32Array;
  /** By pair: when it was taken, in milliseconds since 1970. */
  readonly atMs: Float64Array;
}

const ABSENT = -1;
const NOT_MEASURED = -2;

/** Weights such as three times a third add up to nearly 0. */
const ROUNDING = 1e-12;

/** Estimates contrasts of the logarithms of a figure. What it reads of a configuration is kept. */
export class LogarithmReader {
  readonly #figure: ServingFigure;
  readonly #pairs = new Map<string, number>();
  readonly #values = new Map<number, number>();
  /** By value. */
  readonly #logarithms: number[] = [];
  /** By value: its weight in the sum that is being made; NaN for one that is not in it. */
  readonly #weights: number[] = [];
  readonly #valuesOf = perObject((configuration: ConfigurationCells) => this.#numbered(configuration));

  constructor(figure: ServingFigure) {
    this.#figure = figure;
  }

  /** Null without a pair that all of the contrast's configurations have. */
  read(contrast: Contrast): RawEffect | null {
    const own = contrast.map(({ configuration }) => this.#valuesOf(configuration));
    const shared = (own[0]?.pairs ?? []).filter((pair) => isTakenTogether(own, pair));
    const logarithms = shared.flatMap((pair) => this.#weighted(contrast, own, pair) ?? []);
    return logarithms.length === 0 ? null : effectOfLogarithms(logarithms);
  }

  /** Null if one was not measured. Equal values cancel out exactly, also where all are 0. */
  #weighted(contrast: Contrast, own: readonly PairValues[], pair: number): number | null {
    const weights = this.#weights;
    const distinct: number[] = [];
    let isMeasured = true;
    for (let index = 0; index < own.length && isMeasured; index += 1) {
      const value = own[index]!.values[pair]!;
      const { weight } = contrast[index]!;
      if (value === NOT_MEASURED) isMeasured = false;
      else if (Number.isNaN(weights[value])) {
        weights[value] = weight;
        distinct.push(value);
      } else weights[value]! += weight;
    }
    let sum = 0;
    for (const value of distinct) {
      if (Math.abs(weights[value]!) > ROUNDING) sum += weights[value]! * this.#logarithms[value]!;
      weights[value] = Number.NaN;
    }
    return isMeasured && Number.isFinite(sum) ? sum : null;
  }

  #numbered(configuration: ConfigurationCells): PairValues {
    const byPair = [...valuesByPair(configuration, this.#figure)].map(([key, { value, atMs }]) => {
      const pair = numberOf(this.#pairs, key);
      return { pair, value, atMs };
    });
    const values = new Int32Array(this.#pairs.size).fill(ABSENT);
    const atMs = new Float64Array(this.#pairs.size);
    for (const sample of byPair) {
      values[sample.pair] = sample.value === null ? NOT_MEASURED : this.#numberOfValue(sample.value);
      atMs[sample.pair] = sample.atMs;
    }
    return { pairs: byPair.map(({ pair }) => pair), values, atMs };
  }

  #numberOfValue(value: number): number {
    const number = numberOf(this.#values, value);
    if (number === this.#logarithms.length) {
      this.#logarithms.push(Math.log(value));
      this.#weights.push(Number.NaN);
    }
    return number;
  }
}

/** The number of a key, from 0 in the order in which they are first asked for. */
function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** Whether all have the pair, taken in one sitting. */
function isTakenTogether(own: readonly PairValues[], pair: number): boolean {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values, atMs } of own) {
    if ((values[pair] ?? ABSENT) === ABSENT) return false;
    earliest = Math.min(earliest, atMs[pair]!);
    latest = Math.max(latest, atMs[pair]!);
  }
  return areTogether(earliest, latest);
}

/** The figure by seed, repeat, round and machine or, where nothing was sampled, by seed, repeat and machine. */
function valuesByPair({ cells }: ConfigurationCells, { read, sampled }: ServingFigure): Map<string, RoundSample> {
  return new Map(
    finishedRuns(cells).flatMap((run): [string, RoundSample][] => {
      const key = seedAndRepeat(run);
      if (sampled === undefined || run.samples.length === 0)
        return [[`${key} ${recordMachine(run)}`, { value: read(run), atMs: 0 }]];
      return [...samplesByRound(run, sampled)].map(([round, sample]) => [`${key} ${round}`, sample]);
    }),
  );
}
