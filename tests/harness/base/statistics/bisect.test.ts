import { expect, test } from "vitest";
import { bisect } from "../../../../harness/base/statistics/bisect.ts";

test("the root of two is found to the last bit", () => {
  const root = bisect(1, 2, (value) => value * value < 2);
  expect(Math.abs(root - Math.SQRT2)).toBeLessThanOrEqual(Number.EPSILON);
});

test("what is all below ends at the upper end, what is all above at the lower", () => {
  expect(bisect(0, 1, () => true)).toBe(1);
  expect(bisect(0, 1, () => false)).toBeCloseTo(0, 15);
});
