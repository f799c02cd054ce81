import { FunctionWriter } from "./function-writer.ts";
import type { WrittenFunction } from "./module-writer.ts";

const LOG2_E = Math.LOG2E;
/** ln 2 in two parts, of which the first has few bits, so that its multiples are exact. */
const LN_2_HIGH = 0.693359375;
const LN_2_LOW = -2.1219444e-4;
/** e^r = 1 + r + r² P(r) for |r| <= ln 2 / 2, the highest power first. */
const POLYNOMIAL = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];
/** Beyond these, 2^n would leave the exponents of float32. */
const [LEAST, MOST] = [-87.3, 88.3];

/**
 * e^x of four float32 numbers, within 2 units in the last place; x is kept within ±88, and NaN stays NaN.
 * @see Cephes Mathematical Library 2.2, expf, by Stephen L. Moshier
 */
export function exponentialOfFour(): WrittenFunction {
  const code = new FunctionWriter(["v128"]);
  const [x, n, power] = [0, code.local("v128"), code.local("v128")];
  const splat = (value: number) => code.f32(value).do("f32x4.splat");
  // The order of the operands lets NaN pass.
  code.get(x);
  splat(MOST).do("f32x4.pmin");
  splat(LEAST).do("f32x4.pmax").tee(x);
  splat(LOG2_E).do("f32x4.mul", "f32x4.nearest").set(n);
  code.get(x).get(n);
  splat(LN_2_HIGH).do("f32x4.mul", "f32x4.sub").get(n);
  splat(LN_2_LOW).do("f32x4.mul", "f32x4.sub").set(x);
  const [highest, ...others] = POLYNOMIAL;
  splat(highest!).set(power);
  for (const factor of others) {
    code.get(power).get(x).do("f32x4.mul");
    splat(factor).do("f32x4.add").set(power);
  }
  code.get(power).get(x).do("f32x4.mul").get(x).do("f32x4.mul").get(x).do("f32x4.add");
  splat(1).do("f32x4.add");
  code.get(n).do("i32x4.trunc_sat_f32x4_s").i32(127).do("i32x4.splat", "i32x4.add").shiftLeft(23).do("f32x4.mul");
  return code.written(null, ["v128"]);
}
