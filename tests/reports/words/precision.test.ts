import { expect, test } from "vitest";
import type { Precision } from "../../../harness/judge/analysis/known-precision.ts";
import { precisionGoal, precisionText } from "../../../reports/words/precision.ts";
import { expectTranslated } from "../in-chinese.ts";

const COST: Precision = {
  metric: "usdPerMillionTexts",
  relative: 0.05,
  maxRepeats: 40,
  repeats: 17,
  widest: { label: "int8", relative: 0.0421 },
  isReached: true,
};

test.each<[Partial<Precision>, string]>([
  [
    {},
    "The cost of serving is known to ±4.2 % or better in every configuration after 17 rounds; the matrix asks for ±5 %.",
  ],
  [
    { isReached: false, repeats: 40, widest: { label: "int8", relative: 0.123 } },
    "The cost of serving is known to ±12 % in int8 after 40 rounds: the matrix asks for ±5 %, and for 40 rounds at most.",
  ],
  [
    { isReached: false, metric: "accuracy", repeats: 3, widest: { label: "int8", relative: 0.06 } },
    "The mean accuracy over trainings is known to ±6 % in int8 after 3 seeds: the matrix asks for ±5 %; run again to go on.",
  ],
  [
    { isReached: false, metric: "textsPerSecond", repeats: 1, widest: { label: "int8", relative: null } },
    "How precisely the throughput is known after 1 round cannot be told of int8: the matrix asks for ±5 %.",
  ],
  [{ isReached: false, repeats: 0, widest: null }, "The cost of serving is not known yet: the matrix asks for ±5 %."],
])("precision %o is said as: %s", (change, text) => {
  const precision = { ...COST, ...change };
  expect(precisionText(precision)).toBe(text);
  expectTranslated(text, precisionText(precision, "zh"), precision);
});

test("a goal is said before a run", () => {
  expect(precisionGoal(COST)).toBe("until the cost of serving is known to ±5 %");
});
