/** Undecayed sums may grow to this before float32 loses them: 1e18 squared still fits. */
const LARGEST_SCALE = 1e18;

/** Steps for which a sum of terms divided by decay, decay^2, ... stays within float32. */
export function stepsWithinFloat32(decay: number): number {
  return Math.max(1, Math.floor(Math.log(LARGEST_SCALE) / -Math.log(decay)));
}
