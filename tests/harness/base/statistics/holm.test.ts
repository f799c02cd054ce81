import { expect, test } from "vitest";
import { holm } from "../../../../harness/base/statistics/holm.ts";

test.each([
  ["no tests", [], []],
  ["one test keeps its p", [0.03], [0.03]],
  // 0.01 * 4, 0.02 * 3, 0.03 * 2, and the last must not be smaller than the one before it.
  [
    "each p, in ascending order, is multiplied by the number of remaining tests",
    [0.04, 0.01, 0.03, 0.02],
    [0.06, 0.04, 0.06, 0.06],
  ],
  ["nothing exceeds 1", [0.5, 0.75], [1, 1]],
  ["equal values stay equal", [0.25, 0.25], [0.5, 0.5]],
])("%s", (_, ps, adjusted) => {
  expect(holm(ps)).toEqual(adjusted);
});
