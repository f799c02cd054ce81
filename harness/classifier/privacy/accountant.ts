import { bisect } from "../../base/statistics/bisect.ts";
import { logMoment, type SampledGaussian } from "./log-moment.ts";

/** Steps of the Gaussian mechanism, each on a Poisson sample of its own. */
export interface PrivateSteps extends SampledGaussian {
  readonly steps: number;
  readonly delta: number;
}

/** Fractions where the best order is small, which is where much is spent; whole ones beyond. */
const ORDERS: readonly number[] = [
  ...Array.from({ length: 36 }, (_, index) => 1.25 + index / 4),
  ...Array.from({ length: 54 }, (_, index) => 11 + index),
  ...[72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768, 1024],
];

/**
 * Epsilon of all steps together at delta: divergences of one order add up over steps, and each order gives a bound, of which the least holds.
 * @see Canonne, Kamath and Steinke 2020, arXiv:2004.00010, proposition 12, for the way from an order to epsilon
 */
export function epsilonOf({ steps, delta, ...mechanism }: PrivateSteps): number {
  const bounds = ORDERS.map((order) => {
    const divergence = (steps * logMoment(mechanism, order)) / (order - 1);
    return divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
  });
  return Math.max(0, Math.min(...bounds));
}

/** Noise between these is looked for: below, a text is not hidden at all; above, nothing is left to learn. */
const LEAST_NOISE = 0.1;
const MOST_NOISE = 10_000;

/**
 * The least noise multiplier with which all steps together spend no more than epsilon, to four digits, rounded up.
 * @returns null if no noise up to 10,000 is enough
 */
export function noiseFor(epsilon: number, steps: Omit<PrivateSteps, "noiseMultiplier">): number | null {
  const spends = (noiseMultiplier: number) => epsilonOf({ ...steps, noiseMultiplier });
  if (spends(MOST_NOISE) > epsilon) return null;
  if (spends(LEAST_NOISE) <= epsilon) return LEAST_NOISE;
  const least = bisect(Math.log(LEAST_NOISE), Math.log(MOST_NOISE), (log) => spends(Math.exp(log)) > epsilon);
  return roundedUp(Math.exp(least));
}

/** A noise that spends no more than what the exact one does. */
function roundedUp(noise: number): number {
  const unit = 10 ** (Math.floor(Math.log10(noise)) - 3);
  return Number((Math.ceil(noise / unit + 1e-9) * unit).toPrecision(4));
}
