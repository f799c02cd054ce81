import { medianInterval } from "../../base/statistics/median-interval.ts";
import { overlap, type Spread } from "../../base/statistics/summaries.ts";
import { MARGIN } from "../../contract/measuring.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import { spreadOf } from "../figures/pool.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { FinishedConfiguration } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { seedAndRepeat } from "./compare.ts";

/** With fewer pairs, all of them are on one side by chance more often than once in twenty. */
const PAIRS_FOR_AN_INTERVAL = 6;
/** With few pairs, all of them must differ by more than this: the margin of the regression check. */
const FEW_PAIRS_MARGIN = Math.log1p(MARGIN);

/**
 * Whether two costs tie: the runs do not show which is lower. Runs with the same seed and repeat form a pair, and the
 * costs tie if the 95 % interval of the median ratio contains 1. Fewer than six pairs have no such interval: the costs
 * then tie unless every pair shows the same one to be more expensive by more than 5 %. With a single pair, they also tie
 * if the ranges of its rounds overlap; without any pair, if the ranges over the runs do.
 */
export function costsTie(a: FinishedConfiguration, b: FinishedConfiguration): boolean {
  const pairs = pairsOf(finishedRuns(a.cells), finishedRuns(b.cells));
  const [first] = pairs;
  if (first === undefined) return overlap(a.figures.usdPerMillionTexts, b.figures.usdPerMillionTexts);
  if (pairs.length === 1 && overlap(costOf(first[0]), costOf(first[1]))) return true;
  const { low, high } = medianInterval(pairs.map(([one, other]) => logRatio(one, other)));
  const margin = pairs.length < PAIRS_FOR_AN_INTERVAL ? FEW_PAIRS_MARGIN : 0;
  return low <= margin && high >= -margin;
}

function pairsOf(runs: readonly PricedRun[], others: readonly PricedRun[]): [PricedRun, PricedRun][] {
  const twins = new Map(others.map((other) => [seedAndRepeat(other), other]));
  return runs.flatMap((run): [PricedRun, PricedRun][] => {
    const twin = twins.get(seedAndRepeat(run));
    return twin === undefined ? [] : [[run, twin]];
  });
}

/** Equal costs are 0 by definition: two free machines would have the ratio 0 / 0. */
function logRatio(run: PricedRun, other: PricedRun): number {
  const [one, two] = [run, other].map(usdPerMillionTexts.read) as [number, number];
  return one === two ? 0 : Math.log(one / two);
}

/** The cost of one run, with the range over its rounds. */
function costOf(run: PricedRun): Spread {
  return spreadOf(usdPerMillionTexts, [run])!;
}
