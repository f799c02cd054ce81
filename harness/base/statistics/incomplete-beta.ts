import { gammaln } from "simple-statistics";
import { bisect } from "./bisect.ts";

/** Regularized incomplete beta function I_x(a, b). @param logInverseBeta ln(1 / B(a, b)), if it is known @see Press et al. 2007, Numerical Recipes, 6.4 */
export function incompleteBeta(x: number, a: number, b: number, logInverseBeta = logInverseBetaOf(a, b)): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = Math.exp(logInverseBeta + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/**
 * The x at which I_x(a, b) is `probability`.
 * @param probability in [0, 1]
 * @param a above 0, as is b
 */
export function incompleteBetaInverse(probability: number, a: number, b: number): number {
  const logInverseBeta = logInverseBetaOf(a, b);
  return bisect(0, 1, (x) => incompleteBeta(x, a, b, logInverseBeta) < probability);
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
