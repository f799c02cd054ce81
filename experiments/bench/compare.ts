import { median } from "simple-statistics";

/** How pricewar's times compare with a peer's; above 1, pricewar is faster. */
export interface Comparison {
  /** Median of the peer's times over the median of ours. */
  readonly ratio: number;
  /** Smallest and largest ratio within a round. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/** @param oursMs, theirsMs one time per round, in the order of the rounds */
export function compare(oursMs: readonly number[], theirsMs: readonly number[]): Comparison {
  if (oursMs.length !== theirsMs.length || oursMs.length === 0) {
    throw new RangeError(
      `a comparison needs the same number of rounds of both, got ${oursMs.length} and ${theirsMs.length}`,
    );
  }
  const ratios = theirsMs.map((theirMs, round) => theirMs / oursMs[round]!);
  return {
    ratio: median([...theirsMs]) / median([...oursMs]),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    rounds: ratios.length,
  };
}
