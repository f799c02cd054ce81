/** Timed passes over the texts; others come before them, on both sides. */
export const COUNTED_PASSES = 20;

export interface SteadyPass {
  readonly passMs: number;
  readonly startupMs: number;
}

/**
 * Removes the start-up from a program that can only be timed from outside: by what 20 more passes over the texts take.
 * @param onceMs wall time of the process with the texts once
 * @param oftenMs wall time with the texts 1 + COUNTED_PASSES times
 * @returns null if more texts took no longer: too few texts, or too noisy a machine
 */
export function steadyPass(onceMs: number, oftenMs: number): SteadyPass | null {
  const passMs = (oftenMs - onceMs) / COUNTED_PASSES;
  return passMs > 0 ? { passMs, startupMs: Math.max(0, onceMs - passMs) } : null;
}
