import type { RandomStream } from "../random/mt19937.ts";

/** @see Box and Muller 1958, Annals of Mathematical Statistics 29 */
export function standardNormal(random: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextFloat64()));
  return radius * Math.cos(2 * Math.PI * random.nextFloat64());
}

/** Standard deviations that a one-sided test at 5 % takes. */
export const ONE_SIDED_5_PERCENT = 1.645;
