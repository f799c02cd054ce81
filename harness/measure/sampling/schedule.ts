import { randomStream } from "../../base/random/mt19937.ts";

/** One pair of samples to take: the side `first`, and right after it the other one. */
export interface ScheduledPair<P> {
  readonly phase: P;
  readonly first: "base" | "head";
}

const OTHER = { base: "head", head: "base" } as const;

/**
 * Rounds of pairs: every phase once per round, in an order drawn for the round. The first side of a phase alternates from
 * pair to pair, from a start that is drawn: ABBA, so that a steady drift of the machine favours neither side.
 * @param stage distinguishes the rounds of a screen from those that confirm
 */
export function pairSchedule<P>(
  phases: readonly P[],
  pairs: number,
  { seed, stage }: { seed: number; stage: string },
): ScheduledPair<P>[][] {
  const coin = randomStream(seed, `${stage}-first`, 0);
  const starts = phases.map(() => (coin.nextUint32() % 2 === 0 ? "base" : "head"));
  return Array.from({ length: pairs }, (_, round) => {
    const order = [...randomStream(seed, `${stage}-order`, round).permutation(phases.length)];
    return order.map((index) => {
      const start = starts[index]!;
      return { phase: phases[index]!, first: round % 2 === 0 ? start : OTHER[start] };
    });
  });
}
