import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { standardNormal } from "../../../../harness/base/statistics/standard-normal.ts";
import { twoGroups } from "../../../../harness/base/statistics/two-groups.ts";

describe("two groups", () => {
  test("are found with their means if there are two", () => {
    const groups = twoGroups([0.2, 0.01, 0.21, 0.02, 0.03, 0.22, 0, 0.19, 0.04, 0.23])!;
    expect(groups.p).toBeLessThan(0.01);
    expect(groups.low).toBeCloseTo(0.02, 12);
    expect(groups.high).toBeCloseTo(0.21, 12);
  });

  test("are not found in values of one normal distribution more often than by chance", () => {
    const random = randomStream(5);
    const ps = Array.from({ length: 40 }, () => twoGroups(Array.from({ length: 12 }, () => standardNormal(random)))!.p);
    // Of 40 at 5 %, two are expected; more than seven occur less than once in a thousand times.
    expect(ps.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(7);
    expect(Math.max(...ps)).toBeGreaterThan(0.5);
  });

  test("two outliers are not a group", () => {
    expect(twoGroups([0, 0.01, 0.03, 0.04, 0.06, 0.02, 0.05, 0.07, 0.9, 0.95])!.p).toBeGreaterThan(0.01);
  });

  test("equal values are one group, and five values are too few for two", () => {
    expect(twoGroups(new Array(10).fill(0.1))!.p).toBe(1);
    expect(twoGroups([1, 1, 1, 2, 2])).toBe(null);
  });

  test("the same values get the same p", () => {
    const values = [1, 2, 3, 5, 8, 13, 21];
    expect(twoGroups(values)).toEqual(twoGroups(values));
  });
});
