import { gammaln, probit } from "simple-statistics";

/** Regularized incomplete beta function I_x(a, b). @param logInverseBeta ln(1 / B(a, b)), if it is known @see Press et al. 2007, Numerical Recipes, 6.4 */
export function incompleteBeta(x: number, a: number, b: number, logInverseBeta = logInverseBetaOf(a, b)): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = Math.exp(logInverseBeta + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/** Float64 halves 1 about as often before it is 0. */
const MOST_STEPS = 1100;
/** Of x and of 1 - x, a step after which the next one would be of rounding alone: each has twice the digits of the one before. */
const LAST_STEP = 1e-12;

/**
 * The x at which I_x(a, b) is `probability`, by Newton's steps that stay between what is known to be too low and too high.
 * @param probability in [0, 1]
 * @param a above 0, as is b
 */
export function incompleteBetaInverse(probability: number, a: number, b: number): number {
  const logInverseBeta = logInverseBetaOf(a, b);
  const density = (x: number) => Math.exp(logInverseBeta + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
  let [low, high] = [0, 1];
  let x = a >= 1 && b >= 1 ? nearInverse(probability, a, b) : 0.5;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const tooMuch = incompleteBeta(x, a, b, logInverseBeta) - probability;
    if (tooMuch < 0) low = x;
    else high = x;
    const wanted = x - tooMuch / density(x);
    const next = wanted > low && wanted < high ? wanted : (low + high) / 2;
    if (Math.abs(next - x) <= Math.min(x, 1 - x) * LAST_STEP) return next;
    x = next;
  }
  return x;
}

/** The inverse to a few digits, so that Newton's steps are four and not ten. @param a at least 1, as is b @see Abramowitz and Stegun 1964, 26.5.22 */
function nearInverse(probability: number, a: number, b: number): number {
  // Of less, it knows nothing.
  const y = -probit(Math.max(probability, Number.EPSILON));
  const [ofA, ofB] = [1 / (2 * a - 1), 1 / (2 * b - 1)];
  const lambda = (y * y - 3) / 6;
  const h = 2 / (ofA + ofB);
  const w = (y * Math.sqrt(h + lambda)) / h - (ofB - ofA) * (lambda + 5 / 6 - 2 / (3 * h));
  return a / (a + b * Math.exp(2 * w));
}

/** ln(1 / B(a, b)), which is the same for every x. */
function logInverseBetaOf(a: number, b: number): number {
  return gammaln(a + b) - gammaln(a) - gammaln(b);
}

const TINY = 1e-300;

/** Lentz's method. */
function continuedFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return result;
}
