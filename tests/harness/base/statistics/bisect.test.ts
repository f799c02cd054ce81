import { expect, test } from "vitest";
import { bisect } from "../../../../harness/base/statistics/bisect.ts";

test("the ends are on both sides of the root of two, and next to each other", () => {
  const [low, high] = bisect(1, 2, (value) => value * value < 2);
  expect(low * low).toBeLessThan(2);
  expect(high * high).toBeGreaterThanOrEqual(2);
  expect(high - low).toBe(Number.EPSILON);
});

test("an interval that is all below, or all above, is left at that end", () => {
  expect(bisect(0, 1, () => true)[1]).toBe(1);
  expect(bisect(0, 1, () => false)[0]).toBe(0);
});
