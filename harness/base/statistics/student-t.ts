import { gammaln } from "simple-statistics";
import type { Interval } from "./bootstrap.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/**
 * Quantile of Student's t distribution.
 * @param probability above one half and below 1
 * @param degreesOfFreedom above 0, not necessarily whole; infinite for the normal distribution
 */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0.5 && probability < 1))
    throw new RangeError(`probability must be in (0.5, 1), got ${probability}`);
  if (probability !== USUAL || !Number.isInteger(degreesOfFreedom)) return found(probability, degreesOfFreedom);
  const known = usual.get(degreesOfFreedom);
  if (known !== undefined) return known;
  const quantile = found(probability, degreesOfFreedom);
  usual.set(degreesOfFreedom, quantile);
  return quantile;
}

/** Of an end of a 95 % interval. */
const USUAL = 0.975;
/** Its quantiles by degrees of freedom: thousands of configurations have the same number of trainings, rounds or rows. */
const usual = new Map<number, number>();

function found(probability: number, degreesOfFreedom: number): number {
  const degrees = Math.min(degreesOfFreedom, NEARLY_NORMAL);
  // The tail is convex, so that Newton's steps from 0 never go beyond the quantile.
  const scale = Math.exp(gammaln((degrees + 1) / 2) - gammaln(degrees / 2)) / Math.sqrt(degrees * Math.PI);
  let t = 0;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const density = scale * Math.exp((-(degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    const step = (upperTail(t, degrees) - (1 - probability)) / density;
    t += Math.max(0, step);
    if (step <= t * Number.EPSILON) break;
  }
  return t;
}

/** With one degree of freedom, a step doubles t. */
const MOST_STEPS = 1000;

/** From here on, quantiles equal the normal ones to six digits. */
const NEARLY_NORMAL = 1e7;

/** How well an estimate is known, where Student's t holds. */
export interface StudentError {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** Half of the 95 % interval of an estimate. */
export function halfInterval({ standardError, degreesOfFreedom }: StudentError): number {
  return tQuantile(USUAL, degreesOfFreedom) * standardError;
}

/** 95 % interval of an estimate. */
export function studentInterval(estimate: number, error: StudentError): Interval {
  const half = halfInterval(error);
  return { low: estimate - half, high: estimate + half };
}

/** P(|T| >= |t|), the p of a two-sided t test. @param degreesOfFreedom as for `tQuantile` */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  return 2 * upperTail(Math.abs(t), Math.min(degreesOfFreedom, NEARLY_NORMAL));
}

/** P(T > t) for t >= 0, by the regularized incomplete beta function. */
function upperTail(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
}
