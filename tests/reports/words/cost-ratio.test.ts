import { expect, test } from "vitest";
import { ratioText } from "../../../reports/words/cost-ratio.ts";
import { expectTranslated } from "../in-chinese.ts";

const between = (low: number, high: number) => ({ low, high });

test.each([
  [1.3, between(0.96, 1.75), 13, "30 % dearer, between 4 % less and 75 % more"],
  [1.004, between(1, 1.02), 6, "as expensive, between the same and 2 % more"],
  [0.8, between(0.8, 0.8), 1, "20 % cheaper in a single pair"],
  [2543.39, between(2543.39, 2543.39), 1, "2,540 times as expensive in a single pair"],
  [0.004, between(0.002, 0.2), 6, "250 times cheaper, between 500 times less and 80 % less"],
  [9, between(2, 12), 6, "800 % dearer, between 100 % more and 12 times as much"],
  [null, null, 0, "of unknown relative cost"],
])("a ratio of %s, %o in %i pairs", (ratio, interval, pairs, text) => {
  expect(ratioText({ ratio, interval, pairs })).toBe(text);
  expectTranslated(text, ratioText({ ratio, interval, pairs }, "zh"));
});

test("in Chinese a ratio stands after the name", () => {
  expect(ratioText({ ratio: 1.3, interval: between(0.96, 1.75), pairs: 13 }, "zh")).toBe(
    "成本高30 %（区间：低4 %至高75 %）",
  );
});
