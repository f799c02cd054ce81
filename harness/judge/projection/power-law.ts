import type { Interval } from "../../base/statistics/bootstrap.ts";
import {
  coefficientOf,
  type Estimate,
  type LinearFit,
  leastSquares,
  predictValue,
} from "../../base/statistics/least-squares.ts";
import { halfInterval } from "../../base/statistics/student-t.ts";

/** What a figure is measured, or asked, at. */
export interface Size {
  /** Above 0. */
  readonly parameters: number;
  /** Training rows times epochs, above 0; null where a figure does not depend on them, or they were not counted. */
  readonly texts: number | null;
}

export interface SizedValue extends Size {
  /** Above 0. */
  readonly value: number;
}

/** What a figure grows with. */
export type GrowsWith = "parameters" | "texts";

/** value = factor x parameters^a x texts^b, fitted to logarithms. */
export interface PowerLaw {
  readonly growsWith: readonly GrowsWith[];
  readonly fit: LinearFit;
}

/** A number with its 95 % interval. */
export interface WithInterval extends Interval {
  readonly value: number;
}

/**
 * Fits a figure over parameters and, where they vary, texts.
 * @returns null with too few sizes, or where parameters and texts vary together
 */
export function fitPowerLaw(values: readonly SizedValue[]): PowerLaw | null {
  const texts = new Set(values.map((one) => one.texts));
  const growsWith: readonly GrowsWith[] = texts.size > 1 && !texts.has(null) ? ["parameters", "texts"] : ["parameters"];
  const fit = leastSquares(
    values.map((one) => logarithmsOf(one, growsWith)),
    values.map(({ value }) => Math.log(value)),
  );
  return fit === null ? null : { growsWith, fit };
}

/** The value at a size, with the interval that one more measurement there would be in. */
export function valueAt({ growsWith, fit }: PowerLaw, size: Size): WithInterval {
  const estimate = predictValue(fit, logarithmsOf(size, growsWith));
  const half = halfInterval(estimate);
  return {
    value: Math.exp(estimate.value),
    low: Math.exp(estimate.value - half),
    high: Math.exp(estimate.value + half),
  };
}

/** The powers, in the order of `growsWith`. */
export function exponentsOf({ growsWith, fit }: PowerLaw): WithInterval[] {
  return growsWith.map((_, index) => intervalOf(coefficientOf(fit, index + 1)));
}

/** Natural logarithms of what a figure grows with. */
export function logarithmsOf(size: Size, growsWith: readonly GrowsWith[]): number[] {
  return growsWith.map((one) => {
    const amount = size[one];
    if (amount === null || !(amount > 0)) throw new RangeError(`${one} must be above 0, got ${amount}`);
    return Math.log(amount);
  });
}

function intervalOf(estimate: Estimate): WithInterval {
  const half = halfInterval(estimate);
  return { value: estimate.value, low: estimate.value - half, high: estimate.value + half };
}
