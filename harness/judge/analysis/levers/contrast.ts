import { groupBy } from "../../../base/group-by.ts";
import { perObject } from "../../../base/per-object.ts";
import { meanByRow } from "../../../base/statistics/correct-rows.ts";
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

/** Estimates contrasts; what it reads of a configuration is kept, since a configuration is part of many. */
export class ContrastReader {
  readonly #answersOf = perObject(answersBySeed);
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
    const own = contrast.map(({ configuration, weight }) => ({ weight, bySeed: this.#answersOf(configuration) }));
    const seeds = sharedKeys(own.map(({ bySeed }) => bySeed));
    if (seeds.length === 0) return null;
    const pairs = pairsOf(own, seeds);
    if (pairs !== null) return effectOnPairs(pairs);
    return effectOnRows(
      seeds.map((seed) => weightedSum(own.map((one) => ({ weight: one.weight, rows: one.bySeed.get(seed)! })))),
    );
  }
}

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

/** What one has more than another, where each has a single training of each seed; null for any other contrast. */
function pairsOf(own: readonly WeighedAnswers[], seeds: readonly string[]): PairedPredictions[] | null {
  const [first, second, ...more] = own;
  if (first === undefined || second === undefined || more.length > 0) return null;
  if (Math.abs(first.weight) !== 1 || first.weight !== -second.weight) return null;
  const [plus, minus] = first.weight === 1 ? [first, second] : [second, first];
  const pairs = seeds.map((seed) => ({ candidate: plus.bySeed.get(seed)!, reference: minus.bySeed.get(seed)! }));
  return pairs.every(isOfBits) ? pairs : null;
}

function isOfBits(pair: { readonly candidate: RightByRow; readonly reference: RightByRow }): pair is PairedPredictions {
  return pair.candidate instanceof Uint8Array && pair.reference instanceof Uint8Array;
}

/** Keys that every map has, in the first one's order. */
function sharedKeys(maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  const [first, ...others] = maps;
  return [...(first?.keys() ?? [])].filter((key) => others.every((other) => other.has(key)));
}

function weightedSum(columns: readonly { readonly weight: number; readonly rows: RightByRow }[]): Float64Array {
  const sum = new Float64Array(columns[0]?.rows.length ?? 0);
  for (const { weight, rows } of columns) {
    if (rows instanceof Uint8Array) addBytes(sum, weight, rows);
    else addShares(sum, weight, rows);
  }
  return sum;
}

/** Adding either kind of rows in a loop of its own takes a third of the time of one loop for both. */
function addBytes(sum: Float64Array, weight: number, rows: Uint8Array): void {
  for (let row = 0; row < sum.length; row += 1) sum[row]! += weight * rows[row]!;
}

function addShares(sum: Float64Array, weight: number, rows: Float64Array): void {
  for (let row = 0; row < sum.length; row += 1) sum[row]! += weight * rows[row]!;
}
