/** Passes over the texts that are counted; one more goes before them, on both sides. */
export const COUNTED_PASSES = 20;

export interface SteadyPass {
  readonly passMs: number;
  readonly startupMs: number;
}

/**
 * Takes the start-up out of a program that can only be timed from outside: what 20 passes more over the same texts cost.
 * @param onceMs wall time of the process with the texts once
 * @param oftenMs wall time with the texts 1 + COUNTED_PASSES times
 * @returns null where more texts took no longer: too few texts, or too noisy a machine, to tell
 */
export function steadyPass(onceMs: number, oftenMs: number): SteadyPass | null {
  const passMs = (oftenMs - onceMs) / COUNTED_PASSES;
  return passMs > 0 ? { passMs, startupMs: Math.max(0, onceMs - passMs) } : null;
}
