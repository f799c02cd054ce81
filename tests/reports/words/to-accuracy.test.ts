import { expect, test } from "vitest";
import type { ReachedAccuracy } from "../../../harness/judge/analysis/trainings/training-findings.ts";
import { namedKinds, reachedRange, reachedTime, toAccuracyFinding } from "../../../reports/words/to-accuracy.ts";
import { expectTranslated } from "../in-chinese.ts";
import { analysisOf } from "../runs.ts";

const reached = (
  trainings: number,
  low: number | null,
  middle: number | null,
  high: number | null,
): ReachedAccuracy => {
  const spread = { low, middle, high };
  return { upTo: 0.9, trainings, ms: spread, usd: spread };
};

test.each([
  [reached(3, 1100, 1200, 1400), "1.2 s", "1.1 – 1.4 s"],
  [reached(2, 1100, 1200, null), "1.2 s", "1.1 s – never"],
  [reached(1, 1100, null, null), "mostly never", "1.1 s – never"],
  [reached(0, null, null, null), "never", ""],
  [reached(1, 1200, 1200, 1200), "1.2 s", ""],
])("what is reached reads as such: %j", (one, time, range) => {
  expect([reachedTime(one), reachedRange(one)]).toEqual([time, range]);
  expect(reachedTime(one, "zh")).toBe(time.replace("mostly never", "多数从未").replace("never", "从未"));
  expect(reachedRange(one, "zh")).toBe(range.replace("never", "从未"));
});

test("the finding is the fastest kind at the highest accuracy that two usually reach", () => {
  const analysis = analysisOf("optimizers");
  // Of lion's seeds two of three reach 88 %, in 6 epochs of 80 ms and a few more.
  expect(toAccuracyFinding(analysis.toAccuracy, namedKinds(analysis))).toMatch(
    /^lion · batch size 256 reaches 88\.\d % in \d+ ms for \$0\.000\d+; .+ takes \d+ ms$/,
  );
  const english = toAccuracyFinding(analysis.toAccuracy, namedKinds(analysis));
  const chinese = toAccuracyFinding(analysis.toAccuracy, namedKinds(analysis, "zh"), "zh");
  expectTranslated(
    english,
    chinese,
    namedKinds(analysis).map(({ name }) => name),
  );
});

test("kinds that never get as far as each other have nothing to compare", () => {
  const kind = (name: string, at: ReachedAccuracy) => ({ name, configurations: [name], trainings: 1, reached: [at] });
  const kinds = [kind("a", reached(1, 1, 1, 1)), kind("b", reached(0, null, null, null))];
  expect(toAccuracyFinding({ thresholds: [0.9], kinds }, kinds)).toBe(
    "No two of 2 kinds of training usually reach the same accuracy",
  );
  expect(toAccuracyFinding({ thresholds: [0.9], kinds }, kinds, "zh")).toBe(
    "2种训练中，没有任何两种通常能达到同样的准确率",
  );
});
