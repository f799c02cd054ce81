import { randomStream } from "../../base/random/mt19937.ts";

/** A pair of samples to take: the side named by `first`, then at once the other. */
export interface ScheduledPair<P> {
  readonly phase: P;
  readonly first: "base" | "head";
}

const OTHER = { base: "head", head: "base" } as const;

/**
 * Rounds of pairs: every phase once per round, in an order drawn for each round. Which side of a phase comes first is drawn
 * once and then alternates (ABBA), so that a steady drift of the machine favors neither side.
 * @param stage gives screening and confirming rounds different draws
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
