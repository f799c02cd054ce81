import { expect, test } from "vitest";
import { twoWayError, varianceOfMean } from "../../../../harness/base/statistics/two-way-error.ts";

test("a single training has the error of its rows", () => {
  expect(twoWayError(0.0004, 101, [0.9])).toEqual({
    standardError: 0.02,
    degreesOfFreedom: 100,
    rowVariance: 0.0004,
    trainingVariance: 0,
  });
});

test("trainings that differ add their variance over their number", () => {
  // Variance of 1, 2 and 3 is 1, over 3 trainings 1/3.
  const { standardError, trainingVariance, degreesOfFreedom } = twoWayError(1 / 3, 1e9, [1, 2, 3]);
  expect(trainingVariance).toBeCloseTo(1 / 3, 12);
  expect(standardError).toBeCloseTo(Math.sqrt(2 / 3), 12);
  // (2/3)² / ((1/3)² / 2)
  expect(degreesOfFreedom).toBeCloseTo(8, 6);
});

test("equal trainings have the degrees of freedom of the rows", () => {
  expect(twoWayError(0.01, 50, [0.1, 0.1, 0.1]).degreesOfFreedom).toBeCloseTo(49, 9);
});

test("what has no error at all is known for certain", () => {
  expect(twoWayError(0, 50, [0, 0])).toMatchObject({ standardError: 0, degreesOfFreedom: Number.POSITIVE_INFINITY });
});

test("the squared error of a mean of 0 and 1 is p (1 - p) / (n - 1)", () => {
  const halves = Float64Array.from({ length: 101 }, (_, row) => (row < 20 ? 1 : 0));
  expect(varianceOfMean(halves)).toBeCloseTo(((20 / 101) * (81 / 101)) / 100, 12);
  expect(varianceOfMean(Float64Array.of(3))).toBe(0);
});
