import { expect, test } from "vitest";
import { wholeShare } from "../../../harness/base/whole-share.ts";

test.each([
  // 62.99999999999999, 62.99999999999999 and 28.999999999999996 in float64.
  [0.7, 90, 63],
  [0.35, 180, 63],
  [0.29, 100, 29],
  [0.7, 3, 2],
  [0.3, 3, 0],
  [0.9, 160_400, 144_360],
  [0.999, 999, 998],
])("%d of %i things are %i, rounded down", (share, of, things) => {
  expect(wholeShare(share, of)).toBe(things);
});
