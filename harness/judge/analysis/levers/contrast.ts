import { groupBy } from "../../../base/group-by.ts";
import { perObject } from "../../../base/per-object.ts";
import { meanByRow, sumByRow } from "../../../base/statistics/correct-rows.ts";
import type { PairedPredictions } from "../../../base/statistics/paired-accuracy.ts";
import { trainUsd } from "../../figures/catalogue/train-usd.ts";
import { usdPerMillionTexts } from "../../figures/catalogue/usd-per-million-texts.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import { finishedRuns } from "../cells.ts";
import { rightRows } from "../compare.ts";
import type { ConfigurationCells } from "../ties.ts";
import { effectOnPairs, effectOnRows, type RawEffect } from "./effect.ts";
import type { LeverQuantity } from "./lever-effects.ts";
import { LogarithmReader } from "./logarithms.ts";
import type { Contrast } from "./weighted.ts";

/** Of all sums that are kept, 32 MB: an interaction's are of no use to another one. */
const MOST_KEPT = 2 ** 22;

/** Estimates contrasts; what it reads of a configuration is kept, since a configuration is part of many. */
export class ContrastReader {
  readonly #answersOf = perObject(answersBySeed);
  readonly #numberOf = perObject((_: ConfigurationCells) => ++this.#configurations);
  #configurations = 0;
  /** By the numbers of configurations. */
  readonly #sums = new Map<string, RightSums>();
  #keptNumbers = 0;
  readonly #costs = new LogarithmReader(usdPerMillionTexts);
  readonly #trainingCosts = new LogarithmReader(trainUsd);

  /** Null without a seed, or a round, that all of the contrast's configurations have. */
  read(quantity: LeverQuantity, contrast: Contrast): RawEffect | null {
    switch (quantity) {
      case "accuracy":
        return this.#accuracy(contrast);
      case "cost":
        return this.#costs.read(contrast);
      case "trainingCost":
        return this.#trainingCosts.read(contrast);
    }
  }

  #accuracy(contrast: Contrast): RawEffect | null {
    const pairs =
      contrast.length === 2
        ? pairsOf(contrast.map(({ configuration, weight }) => ({ weight, bySeed: this.#answersOf(configuration) })))
        : null;
    if (pairs !== null) return effectOnPairs(pairs);
    const alike = [...groupBy(contrast, ({ weight }) => weight)].map(([weight, members]) => ({
      weight,
      sums: this.#sumsOf(members.map(({ configuration }) => configuration)),
    }));
    const seeds = sharedKeys(alike.map(({ sums }) => sums));
    if (seeds.length === 0) return null;
    return effectOnRows(
      seeds.map((seed) => weightedSum(alike.map(({ weight, sums }) => ({ weight, rows: sums.get(seed)! })))),
    );
  }

  /** Kept for the same configurations: those with one value of an axis stand against those with each of its others. */
  #sumsOf(configurations: readonly ConfigurationCells[]): RightSums {
    const key = configurations.map((one) => this.#numberOf(one)).join();
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    const all = configurations.map((one) => this.#answersOf(one));
    const sums = new Map(sharedKeys(all).map((seed) => [seed, sumByRow(all.map((bySeed) => bySeed.get(seed)!))]));
    const numbers = sums.size * (all[0]?.values().next().value?.length ?? 0);
    if (this.#keptNumbers + numbers <= MOST_KEPT) {
      this.#sums.set(key, sums);
      this.#keptNumbers += numbers;
    }
    return sums;
  }
}

/** By seed that all of some configurations have, how many of them have each row right, [rows]. */
type RightSums = ReadonlyMap<string, Float64Array>;

/** How often each row is right, [rows] in [0, 1]. */
type RightByRow = Uint8Array | Float64Array;

/** How often each test row is right, by seed: a repeat trains the same seed again, and is no sample of its own. */
function answersBySeed({ cells }: ConfigurationCells): ReadonlyMap<string, RightByRow> {
  const bySeed = groupBy(finishedRuns(cells), ({ experiment }) => String(experiment.training.seed));
  return new Map([...bySeed].map(([seed, runs]) => [seed, rightByRow(runs)]));
}

function rightByRow(runs: readonly PricedRun[]): RightByRow {
  // Of a single run the bytes themselves, which are an eighth of what a contrast of many configurations reads.
  return runs.length === 1 ? rightRows(runs[0]!) : meanByRow(runs.map(rightRows));
}

interface WeighedAnswers {
  readonly weight: number;
  readonly bySeed: ReadonlyMap<string, RightByRow>;
}

/** What one has more than another, where each has a single training of each seed that both have; null for any other contrast. */
function pairsOf(own: readonly WeighedAnswers[]): PairedPredictions[] | null {
  const [first, second] = own;
  if (first === undefined || second === undefined) return null;
  if (Math.abs(first.weight) !== 1 || first.weight !== -second.weight) return null;
  const [plus, minus] = first.weight === 1 ? [first, second] : [second, first];
  const seeds = sharedKeys(own.map(({ bySeed }) => bySeed));
  const pairs = seeds.map((seed) => ({ candidate: plus.bySeed.get(seed)!, reference: minus.bySeed.get(seed)! }));
  return pairs.length > 0 && pairs.every(isOfBits) ? pairs : null;
}

function isOfBits(pair: { readonly candidate: RightByRow; readonly reference: RightByRow }): pair is PairedPredictions {
  return pair.candidate instanceof Uint8Array && pair.reference instanceof Uint8Array;
}

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
