import { expect, test } from "vitest";
import { trendTest } from "../../../../harness/base/statistics/trend.ts";

test.each([
  // One of 24 orders rises throughout, one falls throughout.
  ["four that rise", [1, 2, 3, 4], 2 / 24, 1],
  ["four that fall", [4, 3, 2, 1], 2 / 24, -1],
  // One falling pair: three orders have it, one has none; as many the other way round.
  ["one pair out of order", [1, 2, 4, 3], 8 / 24, 4 / 6],
  ["as many rising as falling pairs", [2, 4, 1, 3], 1, 0],
  ["equal values count as neither", [1, 1, 1], 1, 0],
  ["one value", [1], 1, 0],
  ["none", [], 1, 0],
])("%s", (_, values, p, rising) => {
  expect(trendTest(values).p).toBeCloseTo(p, 12);
  expect(trendTest(values).rising).toBeCloseTo(rising, 12);
});
