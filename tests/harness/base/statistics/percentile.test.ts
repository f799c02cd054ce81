import { describe, expect, test } from "vitest";
import { backedPercentile, QUERIES_NEEDED } from "../../../../harness/base/statistics/percentile.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, index) => n - index);

describe("a percentile needs samples", () => {
  test.each([
    [50, 7, null],
    [50, 8, 4],
    [90, 63, null],
    [90, 64, 58], // ceil(0.9 x 64) = 58
    [99, 661, null],
    [99, 662, 656], // ceil(0.99 x 662) = 656
    [90, 1000, 900],
    [99, 700, 693], // 0.99 x 700 is 693 exactly
    [99, 1000, 990],
    [99.9, 6635, null],
    [99.9, 6636, 6630], // ceil(0.999 x 6636) = ceil(6629.364)
    [99.9, 10_000, 9990],
  ] as const)("p%s of the numbers 1 to %s is %s", (percentile, count, expected) => {
    expect(backedPercentile(upTo(count), percentile)).toBe(expected);
  });

  test("from the tenth part on, as many as make at most one slower query improbable at 99 %", () => {
    const improbable = (slow: number, queries: number) =>
      (1 - slow) ** queries + queries * slow * (1 - slow) ** (queries - 1);
    for (const percentile of [90, 99, 99.9] as const) {
      const needed = QUERIES_NEEDED[percentile];
      expect(improbable(1 - percentile / 100, needed)).toBeLessThanOrEqual(0.01);
      expect(improbable(1 - percentile / 100, needed - 1)).toBeGreaterThan(0.01);
    }
  });

  test("does not reorder the samples", () => {
    const samples = upTo(10);
    backedPercentile(samples, 50);
    expect(samples).toEqual(upTo(10));
  });
});
