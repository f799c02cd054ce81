import type { Trial } from "./trial.ts";

export interface RateSearch {
  /** The first rate to try, per second. */
  readonly startPerSecond: number;
  /** Rates below take too long to try. */
  readonly leastPerSecond: number;
  /** By which factor a rate is raised or lowered until one is met and one is not. */
  readonly stride: number;
  /** The ratio to which the two are brought together. */
  readonly resolution: number;
  /** No trial begins later, except for the first one of all. */
  readonly limitMs: number;
  /** Whether the rate that was found is tried again, since the highest of several noisy trials flatters. */
  readonly confirms: boolean;
  readonly nowMs: () => number;
  /** Sends a load. @param isLast whether it is to confirm what was found */
  readonly attempt: (perSecond: number, isLast: boolean) => Promise<Trial>;
}

export interface FoundRate {
  /** The highest rate that was met; null if none was. */
  readonly found: Trial | null;
  /** Whether it was met in a trial of its own, too. */
  readonly isConfirmed: boolean;
  /** The lowest rate that was not met; null where the time was over before there was one. */
  readonly unmetPerSecond: number | null;
  /** All loads, in order. */
  readonly trials: readonly Trial[];
}

/** The highest rate whose load meets its bound: bracketed first, then by bisection over the logarithm of the rate. */
export async function findRate(search: RateSearch): Promise<FoundRate> {
  const { startPerSecond, leastPerSecond, resolution, limitMs, confirms, nowMs, attempt } = search;
  const startMs = nowMs();
  const hasTime = () => nowMs() - startMs < limitMs;
  const trials: Trial[] = [];
  let met: Trial | null = null;
  let unmetPerSecond: number | null = null;
  const isMetAt = async (perSecond: number, isLast: boolean) => {
    const trial = await attempt(perSecond, isLast);
    trials.push(trial);
    if (trial.isMet) met = trial;
    else unmetPerSecond = perSecond;
    return trial.isMet;
  };
  let next: number | null = Math.max(startPerSecond, leastPerSecond);
  do {
    await isMetAt(next, false);
    next = nextRate(met, unmetPerSecond, search);
  } while (next !== null && next >= leastPerSecond && hasTime());

  const searched: Trial | null = met;
  if (searched === null || !confirms) return { found: searched, isConfirmed: false, unmetPerSecond, trials };
  for (let rate: number = (searched as Trial).perSecond, step = resolution; rate >= leastPerSecond; step *= step) {
    if (await isMetAt(rate, true)) return { found: met, isConfirmed: true, unmetPerSecond, trials };
    if (!hasTime()) break;
    rate /= step;
  }
  return { found: searched, isConfirmed: false, unmetPerSecond, trials };
}

/** @returns null where the two rates are as close as they should be */
function nextRate(
  met: Pick<Trial, "perSecond"> | null,
  unmetPerSecond: number | null,
  { stride, resolution }: Pick<RateSearch, "stride" | "resolution">,
): number | null {
  if (met === null) return unmetPerSecond! / stride;
  if (unmetPerSecond === null) return met.perSecond * stride;
  return unmetPerSecond / met.perSecond <= resolution ? null : Math.sqrt(unmetPerSecond * met.perSecond);
}
