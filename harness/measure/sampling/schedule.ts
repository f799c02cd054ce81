import { randomStream } from "../../base/random/mt19937.ts";

/** One pair of samples that is to be taken: `first`, and right after it the other side. */
export interface Turn<U> {
  readonly unit: U;
  readonly first: "base" | "head";
}

const OTHER = { base: "head", head: "base" } as const;

/**
 * Rounds of pairs, every unit once a round in an order drawn for it. Within a unit the first side alternates from pair to
 * pair, from a start that is drawn: ABBA, so that a steady drift of the machine favours neither side.
 * @param stage tells the rounds of a screen from those that confirm
 */
export function pairSchedule<U>(
  units: readonly U[],
  pairs: number,
  { seed, stage }: { seed: number; stage: string },
): Turn<U>[][] {
  const coin = randomStream(seed, `${stage}-first`, 0);
  const starts = units.map(() => (coin.nextUint32() % 2 === 0 ? "base" : "head"));
  return Array.from({ length: pairs }, (_, round) => {
    const order = [...randomStream(seed, `${stage}-order`, round).permutation(units.length)];
    return order.map((index) => {
      const start = starts[index]!;
      return { unit: units[index]!, first: round % 2 === 0 ? start : OTHER[start] };
    });
  });
}
