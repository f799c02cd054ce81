import type { RunOutcome } from "./outcome.ts";

/** How often two runs of the same matrix order two configurations by cost differently. */
export interface Flips {
  /** Pairs of configurations in pairs of runs whose order is the other way round. */
  readonly flipped: number;
  readonly compared: number;
}

/** Over every two runs and every two configurations that both have. Equal costs, as of one graph, have no order that could flip. */
export function flipsOf(runs: readonly RunOutcome[]): Flips {
  const compared = pairsOf(runs).flatMap(([one, other]) => {
    const shared = [...one.usd.keys()].filter((name) => other.usd.has(name));
    const orders = pairsOf(shared).map(
      ([first, second]) => orderOf(one, first, second) * orderOf(other, first, second),
    );
    return orders.filter((agreement) => agreement !== 0);
  });
  return { flipped: compared.filter((agreement) => agreement < 0).length, compared: compared.length };
}

function pairsOf<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

/** -1, 0 or 1. */
function orderOf({ usd }: RunOutcome, one: string, other: string): number {
  return Math.sign(usd.get(one)! - usd.get(other)!);
}

/** Whether the runs name the same configuration, or each names one that all others cannot tell from theirs. */
export function agree(runs: readonly RunOutcome[]): boolean {
  const named = runs.flatMap(({ winner }) => winner ?? []);
  if (named.length < runs.length) return named.length === 0;
  return runs.every(({ winner, tied }) => named.every((name) => name === winner || tied.includes(name)));
}
