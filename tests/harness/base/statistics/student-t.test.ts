import { expect, test } from "vitest";
import { tQuantile, twoSidedT } from "../../../../harness/base/statistics/student-t.ts";

// Tables of Student's t.
test.each([
  [0.95, 1, 6.3138],
  [0.975, 1, 12.7062],
  [0.95, 2, 2.92],
  [0.99, 2, 6.9646],
  [0.975, 4, 2.7764],
  [0.95, 10, 1.8125],
  [0.995, 30, 2.75],
  [0.975, 1000, 1.9623],
  [0.95, Number.POSITIVE_INFINITY, 1.6449],
  [0.9999, 5, 9.6776],
])("the %d quantile with %d degrees of freedom is %d", (probability, degrees, quantile) => {
  expect(tQuantile(probability, degrees)).toBeCloseTo(quantile, 3);
});

test("degrees of freedom need not be whole, and fewer make the quantile larger", () => {
  const quantiles = [1, 1.5, 2, 2.5, 3].map((degrees) => tQuantile(0.95, degrees));
  expect([...quantiles].sort((a, b) => b - a)).toEqual(quantiles);
});

test.each([0.5, 1, Number.NaN])("a probability of %d has none", (probability) => {
  expect(() => tQuantile(probability, 3)).toThrow(RangeError);
});

// R 4.2.2: 2 * pt(-abs(t), degrees)
test.each([
  [2.5, 7, 0.0409922185857529],
  [-12.7062, 1, 0.0500000185607104],
  [0.3, 40.5, 0.765711604056519],
  [0, 3, 1],
])("t = %d with %d degrees of freedom has a two-sided p of %d", (t, degrees, p) => {
  expect(twoSidedT(t, degrees)).toBeCloseTo(p, 10);
});
