import type { Measurement } from "./measurement.ts";
import { SideFailed } from "./side-failed.ts";

/** Something to measure: one of our backends, or a peer. */
export interface Contestant {
  readonly name: string;
  readonly isPeer: boolean;
  readonly measure: () => Promise<Measurement>;
}

export interface RoundResults {
  /** By name, one measurement per round; only of contestants that completed all rounds. */
  readonly measured: ReadonlyMap<string, readonly Measurement[]>;
  /** Peers that failed, with their last error. */
  readonly broken: ReadonlyMap<string, string>;
}

/** The order of a round, reversed in every other one, so that drift of the machine favors nobody. */
export function orderOfRound<T>(contestants: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...contestants] : [...contestants].reverse();
}

/**
 * Measures every contestant once per round, one at a time. A peer that fails is left out from then on and does not stop
 * the others.
 * @throws SideFailed if one of our backends fails
 */
export async function runRounds(contestants: readonly Contestant[], rounds: number): Promise<RoundResults> {
  const measured = new Map<string, Measurement[]>(contestants.map(({ name }) => [name, []]));
  const broken = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, isPeer, measure } of orderOfRound(contestants, round)) {
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
