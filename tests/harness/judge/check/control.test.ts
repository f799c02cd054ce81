import { describe, expect, test } from "vitest";
import { applyControl, controlMoved } from "../../../../harness/judge/check/control.ts";
import type { Judged } from "../../../../harness/judge/check/decide.ts";
import { about, pairsOf } from "../../../fixtures/pairs.ts";

const calm = { p50Ms: pairsOf(about(1, 10)) };

describe("the control", () => {
  test("holds where base against base and the loop do", () => {
    expect(controlMoved(calm, { before: 100, after: 102 })).toEqual({
      moved: false,
      reason:
        "base against base shows no change beyond 5 %, and a loop of fixed work took 100 ms before all samples and 102 ms after them",
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
    expect(controlMoved({ ...calm, trainStepMs: pairsOf(about(1.2, 10)) }, null).reason).toBe(
      "base against base differs: trainStepMs +20.0 % (p 0.004)", // 2^-10 of four tests
    );
  });

  test.each([
    [125, false],
    [126, true],
    [80, false],
    [79, true],
  ])("a loop of 100 ms that takes %s ms in the end moved: %s", (after, moved) => {
    expect(controlMoved(calm, { before: 100, after }).moved).toBe(moved);
  });

  test("that cannot tell anything vouches for nothing: two sides of one metric take 8 pairs, 2^-8 = 0.004", () => {
    const withPairs = (count: number) => controlMoved({ p50Ms: pairsOf(about(1, count)) }, null);
    expect(withPairs(7)).toEqual({
      moved: true,
      reason: "base against base takes 8 pairs to vouch for the machine, there are 7",
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
    reason: "",
    pairs: [],
    couldMiss: 2.1,
  };
  const rows: Judged[] = [
    { ...row, kind: "ms", verdict: "regressed" },
    { ...row, kind: "bytes", verdict: "regressed" },
  ];
  const [time, bytes] = applyControl(rows, { moved: true, reason: "the loop slowed down" });
  expect(time).toMatchObject({
    verdict: "inconclusive",
    p: null,
    ratio: row.ratio,
    reason: "times of this check tell nothing: the loop slowed down",
  });
  expect(bytes).toEqual(rows[1]);
  expect(applyControl(rows, { moved: false, reason: "" })).toEqual(rows);
});
