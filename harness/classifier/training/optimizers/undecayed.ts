import type { MissedSteps } from "../../../contract/optimizer.ts";

/** Undecayed sums may grow to this before float32 loses them: 1e18 squared still fits. */
const LARGEST_SCALE = 1e18;

/** Steps for which state that is divided by its decay in each step stays within float32. */
export function undecayedSteps(decay: number): number {
  return Math.max(1, Math.floor(Math.log(LARGEST_SCALE) / -Math.log(decay)));
}

/**
 * For rules that add the slot's value to the weight in every step, scaled by `scaleAt` of the step: exact, since the
 * slot does not change.
 */
export function missedVelocity(slot: string, scaleAt: (stepInChunk: number) => number): MissedSteps {
  return {
    terms: ({ stepInChunk }) => [scaleAt(stepInChunk)],
    factors: [([scale]) => scale!],
    apply: (ops, { weight, slots }, [scale]) => ops.add(weight, ops.mul(slots[slot]!, scale!)),
  };
}
