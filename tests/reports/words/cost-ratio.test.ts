import { expect, test } from "vitest";
import { ratioText } from "../../../reports/words/cost-ratio.ts";

const between = (low: number, high: number) => ({ low, high });

test.each([
  [1.3, between(0.96, 1.75), 13, "30 % dearer, between 4 % less and 75 % more"],
  [1.004, between(1, 1.02), 6, "as expensive, between the same and 2 % more"],
  [0.8, between(0.8, 0.8), 1, "20 % cheaper in a single pair"],
  [null, null, 0, "of unknown relative cost"],
])("a ratio of %s, %o in %i pairs", (ratio, interval, pairs, text) => {
  expect(ratioText({ ratio, interval, pairs })).toBe(text);
});
