import { describe, expect, test } from "vitest";
import { backedPercentile } from "../../../../harness/base/statistics/percentile.ts";

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
  ] as const)("p%s of the numbers 1 to %s is %s", (percentile, count, expected) => {
    expect(backedPercentile(upTo(count), percentile)).toBe(expected);
  });

  test("does not reorder the samples", () => {
    const samples = upTo(10);
    backedPercentile(samples, 50);
    expect(samples).toEqual(upTo(10));
  });
});
