import type { RunOutcome } from "./outcome.ts";

/** How often two runs of the same matrix order two configurations by cost differently. */
export interface Flips {
  /** Pairs of configurations in pairs of runs whose order is the other way round. */
  readonly flipped: number;
  readonly compared: number;
}

/** Over every two runs and every two configurations that both have. Equal costs, as of one graph, have no order that could flip. */
export function flipsOf(runs: readonly RunOutcome[]): Flips {
  let flipped = 0;
  let compared = 0;
  for (const [index, one] of runs.entries()) {
    for (const other of runs.slice(index + 1)) {
      const names = [...one.usd.keys()].filter((name) => other.usd.has(name));
      for (const [at, name] of names.entries()) {
        for (const second of names.slice(at + 1)) {
          const [order, again] = [orderOf(one, name, second), orderOf(other, name, second)];
          if (order === 0 || again === 0) continue;
          compared += 1;
          if (order !== again) flipped += 1;
        }
      }
    }
  }
  return { flipped, compared };
}

function orderOf({ usd }: RunOutcome, one: string, other: string): number {
  return Math.sign(usd.get(one)! - usd.get(other)!);
}

/** Whether the runs name the same configuration, or each names one that all others cannot tell from theirs. */
export function agree(runs: readonly RunOutcome[]): boolean {
  const named = runs.flatMap(({ winner }) => winner ?? []);
  if (named.length < runs.length) return named.length === 0;
  return runs.every(({ winner, tied }) => named.every((name) => name === winner || tied.includes(name)));
}
