import fc from "fast-check";
import { median } from "simple-statistics";
import { expect, test } from "vitest";
import { weightedMedian } from "../../../../harness/base/statistics/weighted-median.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

test("it is the median of the values, each as often as it weighs", () => {
  const weighted = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })), { minLength: 1 });
  holdsForAll(weighted, (pairs) => {
    const sorted = pairs.map(([value], at) => ({ value, at })).sort((a, b) => a.value - b.value);
    const weighed = {
      values: Float64Array.from(sorted, ({ value }) => value),
      at: Uint32Array.from(sorted, ({ at }) => at),
    };
    const expanded = pairs.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
    const expected = expanded.length === 0 ? Number.NaN : median(expanded);
    expect(
      weightedMedian(
        weighed,
        Uint32Array.from(pairs, ([, weight]) => weight),
      ),
    ).toBe(expected);
  });
});
