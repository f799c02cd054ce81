import { breather } from "../../base/breather.ts";

/** A smooth function: writes its gradient at `at` into `gradient` and returns its value. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** Steps taken. */
  readonly steps: number;
  /** Whether no entry of the gradient is larger than asked for. */
  readonly isConverged: boolean;
}

export interface MinimizeOptions {
  /** Of the gradient's largest entry, where the search ends. */
  readonly tolerance: number;
  readonly mostSteps: number;
}

/** Pairs of steps and changes of the gradient that stand for the Hessian; more gain little (Liu and Nocedal 1989). */
const MEMORY = 10;
/** A step must gain this share of what the slope promises, and leave at most that share of the slope (Nocedal and Wright 2006, 3.1). */
const GAIN = 1e-4;
const SLOPE_LEFT = 0.9;
/** Of a value, which near the minimum hides the gain of a good step: sums of thousands of losses are known no better. */
const ROUNDING = 1e-14;
/** Halvings and doublings until a step is taken as it is: 2^-50 of a step is rounding. */
const MOST_TRIALS = 50;

/**
 * Minimizes a smooth convex function by L-BFGS, deterministically.
 * @param start is left as it is
 * @see Nocedal and Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5; the line search is Lewis and Overton's bisection (2013)
 */
export async function minimize(
  objective: Objective,
  start: Float64Array,
  { tolerance, mostSteps }: MinimizeOptions,
): Promise<Minimum> {
  let point: Point = pointAt(objective, start.slice());
  const pairs: Pair[] = [];
  let steps = 0;
  const breathe = breather();
  while (largest(point.gradient) > tolerance && steps < mostSteps) {
    const next = searchLine(objective, point, descentDirection(point.gradient, pairs));
    // Nothing lower lies along the direction: what is left is rounding.
    if (next === null) break;
    steps += 1;
    remember(pairs, difference(next.at, point.at), difference(next.gradient, point.gradient));
    point = next;
    await breathe();
  }
  return { at: point.at, value: point.value, steps, isConverged: largest(point.gradient) <= tolerance };
}

interface Point {
  readonly at: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** step · change, above 0 */
  readonly curvature: number;
}

function pointAt(objective: Objective, at: Float64Array): Point {
  const gradient = new Float64Array(at.length);
  return { at, value: objective(at, gradient), gradient };
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (!(curvature > 0)) return;
  pairs.push({ step, change, curvature });
  if (pairs.length > MEMORY) pairs.shift();
}

/** Minus the inverse Hessian, as the pairs tell it, times the gradient, in two passes over the pairs. */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { step, change, curvature } of [...pairs].reverse()) {
    const share = dot(step, direction) / curvature;
    shares.push(share);
    addScaled(direction, change, -share);
  }
  const last = pairs.at(-1);
  // Without a pair, a step of length 1 at most.
  const scale = last
    ? last.curvature / dot(last.change, last.change)
    : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
  for (let index = 0; index < direction.length; index += 1) direction[index]! *= scale;
  for (const { step, change, curvature } of pairs) {
    addScaled(direction, step, shares.pop()! - dot(change, direction) / curvature);
  }
  return direction;
}

/** Doubles and halves the step until it gains enough and flattens the slope enough; null where nothing is gained. */
function searchLine(objective: Objective, from: Point, direction: Float64Array): Point | null {
  const slope = dot(from.gradient, direction);
  const rounding = ROUNDING * Math.abs(from.value);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let length = 1;
  let best: Point | null = null;
  for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
    const at = from.at.slice();
    addScaled(at, direction, length);
    const point = pointAt(objective, at);
    if (point.value > from.value + GAIN * length * slope + rounding) high = length;
    else {
      best = point;
      if (dot(point.gradient, direction) >= SLOPE_LEFT * slope) return best;
      low = length;
    }
    length = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }
  return best;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

function addScaled(to: Float64Array, values: Float64Array, factor: number): void {
  for (let index = 0; index < to.length; index += 1) to[index]! += factor * values[index]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - b[index]!);
}
