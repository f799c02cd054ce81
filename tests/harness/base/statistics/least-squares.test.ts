import { expect, test } from "vitest";
import {
  coefficientOf,
  leastSquares,
  pOfZero,
  predictValue,
} from "../../../../harness/base/statistics/least-squares.ts";
import { halfInterval } from "../../../../harness/base/statistics/student-t.ts";

test("three points by hand: 0, 1 and 5 at -1, 0 and 1", () => {
  // Mean 2, slope (-1 x 0 + 1 x 5) / 2 = 2.5; residuals 0.5, -1 and 0.5, so that 1.5 are left for one degree of freedom.
  const fit = leastSquares([[-1], [0], [1]], [0, 1, 5])!;
  expect(fit.coefficients[0]).toBeCloseTo(2, 12);
  expect(fit.coefficients[1]).toBeCloseTo(2.5, 12);
  expect(fit.residualVariance).toBeCloseTo(1.5, 12);
  expect(fit.degreesOfFreedom).toBe(1);
  // At 0: 1.5 (1 + 1/3) = 2; at 3: 1.5 (1 + 1/3 + 9/2) = 8.75.
  expect(predictValue(fit, [0])).toMatchObject({
    value: expect.closeTo(2, 12),
    standardError: expect.closeTo(Math.SQRT2, 12),
  });
  expect(predictValue(fit, [3]).value).toBeCloseTo(9.5, 12);
  expect(predictValue(fit, [3]).standardError).toBeCloseTo(Math.sqrt(8.75), 12);
  // With one degree of freedom the 97.5 % quantile of t is tan(0.475 pi) = 12.7062.
  expect(halfInterval(predictValue(fit, [0]))).toBeCloseTo(12.7062 * Math.SQRT2, 3);
  // The slope's error is the root of 1.5 / 2; t = 2.8868, p = 1 - 2 atan(t) / pi.
  expect(coefficientOf(fit, 1).standardError).toBeCloseTo(Math.sqrt(0.75), 12);
  expect(pOfZero(coefficientOf(fit, 1))).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(2.5 / Math.sqrt(0.75)), 9);
});

test("two slopes of an exact plane are found, without any error", () => {
  const at = [
    [0, 0],
    [1, 0],
    [0, 1],
    [2, 3],
  ];
  const fit = leastSquares(
    at.map((own) => [...own]),
    at.map(([a, b]) => 1 + 2 * a! - 3 * b!),
  )!;
  expect(fit.coefficients.map((coefficient) => Number(coefficient.toFixed(12)))).toEqual([1, 2, -3]);
  expect(fit.residualVariance).toBe(0);
  expect(pOfZero(coefficientOf(fit, 1))).toBe(0);
});

test.each([
  ["no more values than coefficients", [[1], [2]], [1, 2]],
  [
    "two predictors that are one line",
    [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
    ],
    [1, 2, 3, 5],
  ],
  ["a predictor that never changes", [[2], [2], [2]], [1, 2, 3]],
  ["no value", [], []],
])("%s give no fit", (_case, predictors, values) => {
  expect(leastSquares(predictors, values)).toBeNull();
});
