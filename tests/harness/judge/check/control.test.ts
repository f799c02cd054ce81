import { describe, expect, test } from "vitest";
import { applyControl, controlMoved } from "../../../../harness/judge/check/control.ts";
import type { JudgedMetric } from "../../../../harness/judge/check/decide.ts";
import { about, pairsOf } from "../../../fixtures/pairs.ts";

const calm = { p50Ms: pairsOf(about(1, 10)) };

describe("the control", () => {
  test("holds where base against base and the loop do", () => {
    expect(controlMoved(calm, { before: 100, after: 102 })).toEqual({
      moved: false,
      reason: { kind: "held", margin: 0.05, loopMs: { before: 100, after: 102 } },
    });
    expect(controlMoved(calm, null).moved).toBe(false);
  });

  test.each([
    [1.04, false],
    [1.2, true],
    [1 / 1.2, true],
  ])("base against base about %s moved: %s", (ratio, moved) => {
    expect(controlMoved({ ...calm, trainStepMs: pairsOf(about(ratio, 10)) }, null).moved).toBe(moved);
  });

  test("names the metric that moved", () => {
    expect(controlMoved({ ...calm, trainStepMs: pairsOf(about(1.2, 10)) }, null).reason).toEqual({
      kind: "pairs-differ",
      metric: "trainStepMs",
      ratio: expect.closeTo(1.2, 3),
      p: 4 * 2 ** -10,
    });
  });

  test.each([
    [125, false],
    [126, true],
    [80, false],
    [79, true],
  ])("a loop of 100 ms that takes %s ms in the end moved: %s", (after, moved) => {
    expect(controlMoved(calm, { before: 100, after }).moved).toBe(moved);
  });

  test("with too few pairs counts as moved: both directions of one metric need 8 pairs, 2^-8 = 0.004", () => {
    const withPairs = (count: number) => controlMoved({ p50Ms: pairsOf(about(1, count)) }, null);
    expect(withPairs(7)).toEqual({
      moved: true,
      reason: { kind: "too-few-pairs", needed: 8, taken: 7 },
    });
    expect(withPairs(8).moved).toBe(false);
    expect(controlMoved({}, null).moved).toBe(true);
  });
});

test("a control that moved takes back verdicts on times, and leaves bytes alone", () => {
  const row = {
    key: "a",
    verdict: "regressed",
    ratio: { middle: 2, low: 1.9, high: 2.1 },
    p: 0.001,
    reason: { kind: "unchanged" as const },
    pairs: [],
    couldMiss: 2.1,
  };
  const slowed = { kind: "loop-differs", loopMs: { before: 100, after: 150 } } as const;
  const rows: JudgedMetric[] = [
    { ...row, kind: "ms", verdict: "regressed" },
    { ...row, kind: "bytes", verdict: "regressed" },
  ];
  const [time, bytes] = applyControl(rows, { moved: true, reason: slowed });
  expect(time).toMatchObject({
    verdict: "inconclusive",
    p: null,
    ratio: row.ratio,
    reason: { kind: "machine-moved", control: slowed },
  });
  expect(bytes).toEqual(rows[1]);
  expect(applyControl(rows, { moved: false, reason: slowed })).toEqual(rows);
});
