import type { OkRecord } from "../contract.ts";
import { medianInterval } from "../statistics/median-interval.ts";
import { overlap } from "../statistics/summaries.ts";
import type { Finished } from "./analysis.ts";
import { blockOf } from "./compare.ts";
import { costSpread, okRecords } from "./figures.ts";

/**
 * Whether the runs cannot tell two costs apart. Runs of one seed and repeat are a pair; the costs tie where the interval
 * of the median ratio holds 1. One pair has no interval, so the ranges of its rounds must not overlap; without a pair
 * the ranges over the runs stand in.
 */
export function costsTie(a: Finished, b: Finished): boolean {
  const pairs = pairsOf(okRecords(a.cells), okRecords(b.cells));
  const [first] = pairs;
  if (first === undefined) return overlap(a.figures.usdPerMillionTexts, b.figures.usdPerMillionTexts);
  if (pairs.length === 1) return overlap(costSpread([first[0]]), costSpread([first[1]]));
  const { low, high } = medianInterval(pairs.map(([one, other]) => logRatio(one, other)));
  return low <= 0 && high >= 0;
}

function pairsOf(runs: readonly OkRecord[], others: readonly OkRecord[]): [OkRecord, OkRecord][] {
  const twins = new Map(others.map((other) => [blockOf(other), other]));
  return runs.flatMap((run): [OkRecord, OkRecord][] => {
    const twin = twins.get(blockOf(run));
    return twin === undefined ? [] : [[run, twin]];
  });
}

/** Equal costs first: two machines that cost nothing have the ratio 0 / 0. */
function logRatio({ cost: a }: OkRecord, { cost: b }: OkRecord): number {
  return a.usdPerMillionTexts === b.usdPerMillionTexts ? 0 : Math.log(a.usdPerMillionTexts / b.usdPerMillionTexts);
}
