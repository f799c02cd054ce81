import { describe, expect, test } from "vitest";
import type { CheckRow } from "../../../../harness/judge/check/check-result.ts";
import { judge } from "../../../../harness/judge/check/decide.ts";
import { controlReason, type RowReason, rowReason } from "../../../../harness/judge/check/reason.ts";
import { controlText } from "../../../../reports/words/check/control.ts";
import { reasonText } from "../../../../reports/words/check/reason.ts";
import { explanation, whyText } from "../../../../reports/words/check/rows.ts";
import { about, pairsOf } from "../../../fixtures/pairs.ts";
import { BIGGER, OVER_BUDGET, row } from "../../check/results.ts";
import { expectTranslated } from "../../in-chinese.ts";

/** The row of one comparison whose screen and fresh pairs are these ratios. */
function judged(screen: readonly number[], confirm: readonly number[] = [], better: "lower" | "higher" = "lower") {
  const pairs = { screen: pairsOf(screen), confirm: pairsOf(confirm) };
  const minimumChange = { kind: "ms" } as const;
  const [one] = judge([{ key: "cell", better, margin: 0.05, minimumChange, ...pairs }]);
  const { verdict, ratio, p, reason } = one!;
  return row({ metric: better === "lower" ? "p50Ms" : "textsPerSecond", verdict, ratio, p, reason });
}

describe("what pairs show", () => {
  test.each([
    judged(about(1.2, 10), about(1.2, 15)),
    judged(about(1.2, 10), about(1.2, 15), "higher"),
    judged(about(1, 10)),
    judged([0.8, 0.9, 1, 1.1, 1.3]),
    judged([1, 1.01, 0.99, 1]),
    judged(about(1.5, 10), about(1.5, 6)),
  ])("is the same in Chinese: $verdict, $reason.finding.kind", (one) => {
    expectTranslated(reasonText(one), reasonText(one, "zh"));
  });

  test("a worsening, with its size, the margin, the evidence and its lower bound", () => {
    expect(reasonText(judged(about(1.2, 10), about(1.2, 15)))).toMatch(
      /^\+20\.0 % over 15 pairs: a worsening beyond the margin of 5 % \(p < 0\.001 among 1 candidate\), at least \+19\.\d %$/,
    );
  });

  test("a throughput that falls is a worsening, and one that rises an improvement", () => {
    expect(reasonText(judged(about(0.8, 10), about(0.8, 15), "higher"))).toMatch(
      /^−20\.0 % over 15 pairs: a worsening .*, at least −19\.\d %$/,
    );
    expect(reasonText(judged(about(1.2, 10), about(1.2, 15), "higher"))).toContain("an improvement beyond the margin");
  });

  test("a pass, with its bound", () => {
    expect(reasonText(judged(about(1, 10)))).toMatch(
      /^0\.0 % over 10 pairs: no change beyond the margin of 5 % was shown, and it is \+0\.\d % at worst, where a pass allows \+20\.0 %$/,
    );
    expect(reasonText(judged(about(1, 10), [], "higher"))).toMatch(
      /and it is −0\.\d % at worst, where a pass allows −16\.7 %$/,
    );
  });

  test("an inconclusive result, with how much it could miss", () => {
    expect(reasonText(judged([0.8, 0.9, 1, 1.1, 1.3]))).toMatch(/, but one of \+30\.0 % could have been missed$/);
    expect(reasonText(judged([1, 1.01, 0.99, 1]))).toMatch(/, but a change of any size could have been missed$/);
  });

  test("too few fresh pairs, and how many it takes", () => {
    expect(reasonText(judged(about(1.5, 10), about(1.5, 6)))).toBe(
      "+50.0 % over 6 pairs: a check with 1 candidate needs 7 fresh pairs, and there are 6",
    );
  });

  test("a change that is proven and too small to count", () => {
    const small = judged(about(1.1, 10), about(1.1, 15));
    const finding = { kind: "too-small", unit: "ms", change: 0.8, least: 1 } as const;
    const reason = { ...small.reason, finding } as RowReason;
    expect(reasonText({ ...small, verdict: "pass", reason })).toContain(
      ": a change of 0.8 ms in a sample's timed work is less than the 1 ms that counts, and it is +1",
    );
  });
});

const failed = { status: "failed", failure: "backend", phase: "serve", error: "refused" } as const;
const skipped = { status: "skipped", reason: "no such device" } as const;
const timeout = { status: "timeout", phase: "train", limitMs: 60_000, teacher: null } as const;

const OTHER_MACHINE = [{ key: "cores", base: 2, head: 4 }];
const ACCURACY = { kind: "accuracy", difference: -0.02, runs: 3, testRows: 2000, margin: 0.01 } as const;

test.each<[RowReason, Partial<CheckRow>, string]>([
  [{ kind: "unchanged" }, {}, "unchanged"],
  [{ kind: "derived" }, {}, "follows from a figure that was not judged; only limits apply to it"],
  [{ kind: "follows", metric: "textsPerSecond" }, {}, "follows from throughput, at the head’s price"],
  [
    { kind: "within-limit", bound: "min", text: "85 %", where: "limits.json:3:40" },
    {},
    "not below the limit of 85 % (limits.json:3:40)",
  ],
  [
    { kind: "not-paired", matrix: "quant", differences: OTHER_MACHINE },
    {},
    "measured on different machines (cores 2 → 4); pricewar check --base-ref main --matrix quant measures both in pairs",
  ],
  [
    { kind: "not-paired", matrix: "quant", differences: [] },
    {},
    "one run of each side cannot decide this; pricewar check --base-ref main --matrix quant measures both in pairs",
  ],
  [
    { ...ACCURACY, interval: { low: -0.03, high: -0.012 }, p: 0.004, differences: OTHER_MACHINE },
    { metric: "accuracy", verdict: "regressed" },
    "−2.0 points (95 % interval −3.0 to −1.2) over 3 runs of 2,000 test rows, worse by more than 1 points (McNemar p 0.004); on different machines: cores 2 → 4",
  ],
  [
    { ...ACCURACY, interval: null, p: null, differences: [] },
    { metric: "accuracy", verdict: "inconclusive" },
    "−2.0 points over 3 runs of 2,000 test rows, which may be worse by more than 1 points",
  ],
  [
    {
      kind: "other-test-rows",
      base: { dataset: "news", testRows: [200] },
      head: { dataset: "news", testRows: [100, 200] },
    },
    {},
    "different test rows: news with 200 test rows → news with 100 and 200 test rows; measure both sides again",
  ],
  [{ kind: "lost-figure" }, {}, "the base has this figure and the head does not"],
  [{ kind: "only-in-head" }, {}, "only the head has this figure"],
  [{ kind: "no-run", seed: 2, repeat: 1 }, {}, "the head has no run of seed 2, repeat 1"],
  [
    { kind: "machine-moved", control: { kind: "loop-differs", loopMs: { before: 100, after: 150 } } },
    {},
    "the times of this check cannot be trusted: a loop of fixed work took 100 ms before the samples and 150 ms after them",
  ],
  [
    { kind: "sample-failed", side: "head", text: "took longer than 2 s" },
    {},
    "a sample of the head took longer than 2 s",
  ],
  [{ kind: "replaced" }, { metric: "graph", base: "abc", head: "xyz" }, "from abc to xyz"],
  [{ kind: "resized", by: -1, share: 0.001, margin: 0 }, { metric: "modelBytes" }, "smaller by 1 B (0.1 %)"],
  [
    { kind: "resized", by: 100, share: 0.1, margin: 0.1 },
    { metric: "modelBytes", verdict: "pass" },
    "larger by 100 B (10 %), within the 10 % allowed",
  ],
  [{ kind: "resized", by: 100, share: 0.1, margin: 0 }, { ...BIGGER }, "larger by 100 B (10 %)"],
  [{ kind: "no-cell" }, {}, "the head has no such cell"],
  [
    { kind: "unfinished", side: "base", seed: 2, why: failed },
    {},
    "the base did not finish seed 2: backend error while serving: refused",
  ],
  [
    { kind: "unfinished", side: "head", seed: 1, why: skipped },
    {},
    "the head did not finish seed 1: skipped, no such device",
  ],
  [
    { kind: "unfinished", side: "head", seed: 1, why: timeout },
    {},
    "the head did not finish seed 1: exceeded the time limit of 60 s while training",
  ],
  [{ kind: "text", text: "as it was" }, {}, "as it was"],
])("%j", (reason, fields, text) => {
  expect(rowReason.parse(reason)).toEqual(reason);
  const one = row({ ...fields, reason });
  expect(reasonText(one)).toBe(text);
  // What is kept as a sentence is the same in every language.
  if (reason.kind === "text") expect(reasonText(one, "zh")).toBe(text);
  else expectTranslated(text, reasonText(one, "zh"), reason);
});

describe("a broken limit", () => {
  test("is the reason, followed by that of the comparison if it found a regression too", () => {
    const limit = "model file 166,340 B is above the limit of 166 kB (limits.json:3:40)";
    expect(whyText(OVER_BUDGET)).toBe(limit);
    const both: CheckRow = { ...BIGGER, limit: { ...OVER_BUDGET.limit!, withoutLimit: "regressed" } };
    expect(whyText(both)).toBe(`${limit}; larger by 328 B (0.198 %)`);
    expect(explanation({ ...both, waiver: { reason: "new header", until: "2026-12-01" } })).toBe(
      `Model file 166,340 B is above the limit of 166 kB (limits.json:3:40); larger by 328 B (0.198 %). Waived until 2026-12-01: new header.`,
    );
  });

  test("leaves the comparison its own words: what passed without it is not called a regression by its size", () => {
    const reason = { kind: "resized", by: 100, share: 0.1, margin: 0.1 } as const;
    expect(reasonText({ ...OVER_BUDGET, reason })).toBe("larger by 100 B (10 %), within the 10 % allowed");
  });
});

test.each([
  [
    { kind: "too-few-pairs", needed: 8, taken: 1 },
    "Comparing base with base needs 8 pairs to trust the machine, but there is 1.",
  ],
  [
    { kind: "pairs-differ", metric: "trainStepMs", ratio: 1.2, p: 0.004 },
    "Base differs from itself: training step +20.0 % (p 0.004).",
  ],
  [
    { kind: "pairs-differ", metric: "later", ratio: 0.8, p: 0.004 },
    "Base differs from itself: later −20.0 % (p 0.004).",
  ],
  [
    { kind: "held", margin: 0.05, loopMs: { before: 100, after: 102 } },
    "Base compared with itself shows no change beyond 5 %, and a loop of fixed work took 100 ms before the samples and 102 ms after them.",
  ],
  [{ kind: "held", margin: 0.05, loopMs: null }, "Base compared with itself shows no change beyond 5 %."],
] as const)("the control: %j", (reason, text) => {
  expect(controlReason.parse(reason)).toEqual(reason);
  expect(controlText({ reason })).toBe(text);
  expectTranslated(text, controlText({ reason }, "zh"));
});
