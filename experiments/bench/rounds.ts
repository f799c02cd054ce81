import type { Measurement } from "./measurement.ts";
import { SideFailed } from "./side-failed.ts";

export interface Entrant {
  readonly name: string;
  readonly isPeer: boolean;
  readonly measure: () => Promise<Measurement>;
}

export interface RoundResults {
  /** By name, one measurement a round; only of those who came through all of them. */
  readonly measured: ReadonlyMap<string, readonly Measurement[]>;
  /** Peers that gave no figure, with what they said last. */
  readonly broken: ReadonlyMap<string, string>;
}

/** Who runs when: all in turn, backwards in every other round, so that a drift of the machine favours nobody. */
export function turns<T>(entrants: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...entrants] : [...entrants].reverse();
}

/**
 * Measures everybody once a round, one at a time. A peer that breaks is left out from then on and does not stop the
 * others.
 * @throws SideFailed where one of ours breaks
 */
export async function runRounds(entrants: readonly Entrant[], rounds: number): Promise<RoundResults> {
  const measured = new Map<string, Measurement[]>(entrants.map(({ name }) => [name, []]));
  const broken = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, isPeer, measure } of turns(entrants, round)) {
      if (broken.has(name)) continue;
      try {
        measured.get(name)!.push(await measure());
      } catch (error) {
        if (!isPeer || !(error instanceof SideFailed)) throw error;
        broken.set(name, error.message);
        measured.delete(name);
      }
    }
  }
  return { measured, broken };
}
