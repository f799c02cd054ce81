import type { Disturbance } from "../../contract/disturbance.ts";

/** A disturbed timing is repeated so often at most. */
export const MOST_REPEATS = 2;

/** A timing, and what the machine did meanwhile: null where it cannot be read. */
export interface Watched {
  readonly disturbance: Disturbance | null;
}

/** Decides which disturbed timings of a run are repeated. On a machine that stays busy, repeating ends. */
export class Repeats {
  readonly #patience: number;
  readonly #most: number;
  #inVain = 0;

  /**
   * @param patience so many repeats in a row that were disturbed as well say that the machine does not become quiet
   * @param most repeats of one timing
   */
  constructor(patience: number, most = MOST_REPEATS) {
    this.#patience = patience;
    this.#most = most;
  }

  /** @param attempts of one timing so far, the last of which has just been made. @returns whether to make another */
  wantsAnother(attempts: readonly Watched[]): boolean {
    if (!isMarked(attempts.at(-1)!)) {
      this.#inVain = 0;
      return false;
    }
    if (attempts.length > 1) this.#inVain += 1;
    return attempts.length <= this.#most && this.#inVain < this.#patience;
  }
}

/** Of one command, however many parts its work comes in; each kind of timing has a patience of its own. */
export interface RunRepeats {
  /** Cells' own measurements of serving: each takes seconds. */
  readonly servings: Repeats;
  /** Samples in rounds: two repeats of each of a group. */
  readonly samples: Repeats;
}

/** @param most repeats of one timing */
export function runRepeats(most = MOST_REPEATS): RunRepeats {
  return { servings: new Repeats(4, most), samples: new Repeats(8, most) };
}

/** The attempt during which the machine did least besides. The figures have no say, or the fastest would be chosen. */
export function leastDisturbed<T extends Watched>(attempts: readonly T[]): T {
  return attempts.reduce((best, attempt) => (severityOf(attempt) < severityOf(best) ? attempt : best));
}

/**
 * The disturbance of two timings that are compared with each other: the worse of both. Null where it is not told of both, since
 * repeating one side's alone would favor it.
 */
export function disturbanceOfPair(one: Watched, other: Watched): Disturbance | null {
  if (one.disturbance === null || other.disturbance === null) return null;
  return severityOf(one) > severityOf(other) ? one.disturbance : other.disturbance;
}

function severityOf(attempt: Watched): number {
  const { disturbance } = attempt;
  if (disturbance === null || !isMarked(attempt)) return 0;
  const { elapsedMs, foreignCpuShare, waitShare, stealShare, throttledMs } = disturbance;
  const foreign = foreignCpuShare ?? 0;
  // Own threads also wait for each other, which is no disturbance.
  return foreign + Math.min(waitShare ?? 0, foreign) + (stealShare ?? 0) + (throttledMs ?? 0) / elapsedMs;
}

export function isMarked({ disturbance }: Watched): boolean {
  return disturbance?.disturbed === true;
}
