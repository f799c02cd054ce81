import type { Trial } from "./trial.ts";

export interface RateSearch {
  /** The first rate to try, per second. */
  readonly startPerSecond: number;
  /** Rates below take too long to try. */
  readonly leastPerSecond: number;
  /** By which factor the first rate is raised or lowered, and the next ones by its square each, until one is met and one is not. */
  readonly stride: number;
  /** The ratio to which the two are brought together. */
  readonly resolution: number;
  /** The two are no longer brought together then. Until one is met and one is not, it goes on: else the answer would be where it began. */
  readonly limitMs: number;
  /** Whether the rate that was found is tried again, since the highest of several noisy trials flatters, and lowered until it is met. */
  readonly confirms: boolean;
  readonly nowMs: () => number;
  /** Sends a load. @param isLast whether it is to confirm what was found */
  readonly attempt: (perSecond: number, isLast: boolean) => Promise<Trial>;
}

export interface FoundRate {
  /** The highest rate that was met; null if none was. */
  readonly found: Trial | null;
  /** The lowest rate that was not met. */
  readonly unmetPerSecond: number | null;
  /** All loads, in order. */
  readonly trials: readonly Trial[];
}

/** Each step is at most so much: a load far above what can be answered takes long to send. */
const LONGEST_STRIDE = 2;

/** A load that is not met is sent again: something else may have taken the machine. One that is too high ends early, so this is cheap. */
const TRIES = 2;

/** The highest rate whose load meets its bound: bracketed first, then by bisection over the logarithm of the rate. */
export async function findRate(search: RateSearch): Promise<FoundRate> {
  const { startPerSecond, leastPerSecond, stride, resolution, limitMs, confirms, nowMs, attempt } = search;
  const startMs = nowMs();
  const hasTime = () => nowMs() - startMs < limitMs;
  const trials: Trial[] = [];
  const sendAt = async (perSecond: number, isLast: boolean): Promise<Trial> => {
    for (let tries = 1; ; tries += 1) {
      const trial = await attempt(perSecond, isLast);
      trials.push(trial);
      if (trial.isMet || tries === TRIES) return trial;
    }
  };

  let met: Trial | null = null;
  let unmetPerSecond: number | null = null;
  let next: number | null = Math.max(startPerSecond, leastPerSecond);
  for (
    let factor = stride;
    next !== null && next >= leastPerSecond && (met === null || unmetPerSecond === null || hasTime());
    factor = Math.min(factor ** 2, LONGEST_STRIDE)
  ) {
    const trial = await sendAt(next, false);
    if (trial.isMet) met = trial;
    else unmetPerSecond = next;
    next = nextRate(met, unmetPerSecond, { factor, resolution });
  }
  let found = met;
  if (met !== null && confirms) {
    let rate = met.perSecond;
    found = null;
    for (let steps = 1; found === null && rate >= leastPerSecond; steps += 1) {
      const last = await sendAt(rate, true);
      if (last.isMet) found = last;
      else {
        unmetPerSecond = rate;
        rate /= resolution ** steps;
      }
    }
  }
  return { found, unmetPerSecond, trials };
}

/** @returns null where the two rates are as close as they should be */
function nextRate(
  met: Pick<Trial, "perSecond"> | null,
  unmetPerSecond: number | null,
  { factor, resolution }: { readonly factor: number; readonly resolution: number },
): number | null {
  if (met === null) return unmetPerSecond! / factor;
  if (unmetPerSecond === null) return met.perSecond * factor;
  return unmetPerSecond / met.perSecond <= resolution ? null : Math.sqrt(unmetPerSecond * met.perSecond);
}
