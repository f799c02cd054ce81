import { coefficientOf, leastSquares, pOfZero } from "../../base/statistics/least-squares.ts";
import { fitPowerLaw, logarithmsOf, type SizedValue, valueAt, type WithInterval } from "./power-law.ts";

/** The largest measured size beside what the others alone would have said of it. */
export interface HeldOut {
  readonly parameters: number;
  readonly texts: number | null;
  readonly measured: number;
  readonly predicted: WithInterval;
  readonly isInside: boolean;
  /** Measured over predicted. */
  readonly factor: number;
  /** Its parameters over those of the largest that was fitted. */
  readonly step: number;
}

/** Why a fit is not followed beyond what was measured. */
export type Limit =
  /** Too few sizes to leave one out. */
  | "untested"
  /** The largest size is outside of what the others say. */
  | "outside"
  /** It is inside an interval so wide that nearly anything would be. */
  | "vague"
  /** On logarithmic scales the values bend upwards, or downwards, by more than chance explains. */
  | "bends-up"
  | "bends-down";

/** How far a fit can be followed. */
export interface Trust {
  readonly heldOut: HeldOut | null;
  /** Empty if it holds beyond what was measured. */
  readonly limits: readonly Limit[];
  /** Parameters. */
  readonly measured: { readonly low: number; readonly high: number };
  /** Parameters up to which it is trusted; beyond, numbers are an illustration. Null if not even between the sizes, since it bends. */
  readonly upTo: number | null;
}

/** Parameters closer than this factor are one size. */
const SAME_SIZE_WITHIN = 1.5;
/** A check over a larger step is not taken for more than this. */
const MOST_STEP = 10;
/** An interval whose ends are further apart than this factor tests nothing. */
const WIDEST_INTERVAL = 10;
/** Chance that a straight line is said to bend. */
const LEVEL = 0.05;

/** Sizes that differ, each by its values, smallest first. */
export function sizesOf<T extends Pick<SizedValue, "parameters">>(values: readonly T[]): T[][] {
  const sizes: T[][] = [];
  for (const one of [...values].sort((a, b) => a.parameters - b.parameters)) {
    const first = sizes.at(-1)?.[0];
    if (first !== undefined && one.parameters < SAME_SIZE_WITHIN * first.parameters) sizes.at(-1)!.push(one);
    else sizes.push([one]);
  }
  return sizes;
}

/**
 * Holds out the largest size, and looks for a bend. A fit that the largest size agrees with is trusted as far again beyond it as that size was from
 * the others, by a factor of 10 at most: what has been shown is one such step.
 * @param values at least one
 */
export function trustIn(values: readonly SizedValue[]): Trust {
  const parameters = values.map((one) => one.parameters);
  const measured = { low: Math.min(...parameters), high: Math.max(...parameters) };
  const heldOut = holdOutLargest(values);
  const bend = bendOf(values);
  const limits: Limit[] = [
    ...(heldOut === null ? (["untested"] as const) : limitsOf(heldOut)),
    ...(bend === 0 ? [] : [bend > 0 ? ("bends-up" as const) : ("bends-down" as const)]),
  ];
  if (bend !== 0) return { heldOut, limits, measured, upTo: null };
  const step = heldOut === null || limits.length > 0 ? 1 : Math.min(MOST_STEP, heldOut.step);
  return { heldOut, limits, measured, upTo: measured.high * step };
}

function limitsOf({ isInside, predicted }: HeldOut): Limit[] {
  if (!isInside) return ["outside"];
  return predicted.high > WIDEST_INTERVAL * predicted.low ? ["vague"] : [];
}

/** Of the largest size, the value with most texts. Null where the others give no fit. */
function holdOutLargest(values: readonly SizedValue[]): HeldOut | null {
  const sizes = sizesOf(values);
  const largest = sizes.pop() ?? [];
  const law = sizes.length < 3 ? null : fitPowerLaw(sizes.flat());
  if (law === null) return null;
  const [target] = largest.sort((a, b) => (b.texts ?? 0) - (a.texts ?? 0) || b.parameters - a.parameters);
  const { parameters, texts, value: measured } = target!;
  const predicted = valueAt(law, { parameters, texts });
  const isInside = isWithin(measured, predicted);
  const step = parameters / sizes.at(-1)!.at(-1)!.parameters;
  return { parameters, texts, measured, predicted, isInside, factor: measured / predicted.value, step };
}

/** Of a fit without any residual the interval is a number, which rounding misses. */
const ROUNDING = 1e-9;

function isWithin(value: number, { low, high }: WithInterval): boolean {
  return value >= low * (1 - ROUNDING) && value <= high * (1 + ROUNDING);
}

/** The sign of the square of the parameters' logarithm, where it is beyond chance; else 0. */
function bendOf(values: readonly SizedValue[]): number {
  const growsWith = fitPowerLaw(values)?.growsWith ?? [];
  if (sizesOf(values).length < 3 || growsWith.length === 0) return 0;
  const logarithms = values.map((one) => logarithmsOf(one, growsWith));
  const middle = logarithms.reduce((sum, [own]) => sum + own!, 0) / values.length;
  const fit = leastSquares(
    logarithms.map((own) => [...own, (own[0]! - middle) ** 2]),
    values.map(({ value }) => Math.log(value)),
  );
  if (fit === null) return 0;
  const square = coefficientOf(fit, growsWith.length + 1);
  return pOfZero(square) < LEVEL ? Math.sign(square.value) : 0;
}
