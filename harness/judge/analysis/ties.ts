import { medianInterval } from "../../base/statistics/median-interval.ts";
import { overlap, type Spread } from "../../base/statistics/summaries.ts";
import { MARGIN } from "../../contract/measuring.ts";
import { usdPerMillionTexts } from "../figures/catalogue/usd-per-million-texts.ts";
import { spreadOf } from "../figures/pool.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { FinishedConfiguration } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { seedAndRepeat } from "./compare.ts";

/** With fewer pairs, chance alone puts all of them on one side more often than once in twenty. */
const PAIRS_FOR_AN_INTERVAL = 6;
/** What few pairs must all agree on beyond chance: the margin that the regression gate ignores too. */
const FEW_PAIRS_MARGIN = Math.log1p(MARGIN);

/**
 * Whether the runs cannot distinguish two costs. Runs of one seed and repeat are a pair; the costs tie where the interval
 * of the median ratio holds 1. Fewer than six pairs have no such interval: each of them must then show the same one
 * more expensive by more than 5 %. Of a single pair the ranges of its rounds must not overlap either; without a pair the ranges
 * over the runs stand in.
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

/** Equal costs first: two machines that cost nothing have the ratio 0 / 0. */
function logRatio(run: PricedRun, other: PricedRun): number {
  const [one, two] = [run, other].map(usdPerMillionTexts.read) as [number, number];
  return one === two ? 0 : Math.log(one / two);
}

/** With the range of its rounds. */
function costOf(run: PricedRun): Spread {
  return spreadOf(usdPerMillionTexts, [run])!;
}
