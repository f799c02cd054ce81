import { describe, expect, test } from "vitest";
import { candidatesOf, judge, type MetricComparison } from "../../../../harness/judge/check/decide.ts";
import { about, pairsOf } from "../../../fixtures/pairs.ts";

const comparison = (fields: Partial<MetricComparison>): MetricComparison => ({
  key: "cell",
  better: "lower",
  margin: 0.05,
  minimumChange: { kind: "ms" },
  screen: pairsOf(about(1, 10)),
  confirm: [],
  ...fields,
});
/** Whose screen and fresh pairs lie about one ratio. */
const changed = (ratio: number, fields: Partial<MetricComparison> = {}) =>
  comparison({ screen: pairsOf(about(ratio, 10)), confirm: pairsOf(about(ratio, 15)), ...fields });
const judged = (fields: MetricComparison) => judge([fields])[0]!;

describe("candidates", () => {
  test.each([
    // Half of ln 1.05 is ln 1.0247.
    [1.0246, []],
    [1.0248, ["cell"]],
    [1 / 1.0246, []],
    [1 / 1.0248, ["cell"]],
  ])("a median ratio of %s over the screen", (ratio, keys) => {
    expect(candidatesOf([comparison({ screen: pairsOf(new Array(10).fill(ratio)) })])).toEqual(keys);
  });

  test("outliers do not make one: the median counts", () => {
    expect(candidatesOf([comparison({ screen: pairsOf([1, 1, 1, 1, 1, 1, 3, 3, 3, 3]) })])).toEqual([]);
  });
});

describe("verdicts", () => {
  test("a fifth slower in all fresh pairs is regressed, with p = 2^-15 and at least what its interval says", () => {
    const row = judged(changed(1.2));
    expect(row).toMatchObject({ verdict: "regressed", kind: "ms", p: 2 ** -15 });
    expect(row.ratio.middle).toBeCloseTo(1.2, 3);
    expect(row.ratio.low).toBeGreaterThan(1.188);
    expect(row.ratio.high).toBeLessThan(1.212);
    expect(row.couldMiss).toBe(row.ratio.high);
    expect(row.reason).toEqual({
      kind: "pairs",
      pairs: 15,
      margin: 0.05,
      finding: { kind: "proven", candidates: 1, atLeast: row.ratio.low },
      atWorst: row.ratio.high,
      passBound: 1.2,
    });
  });

  test("the mirror image is improved, and a throughput reverses both", () => {
    const slower = changed(1 / 1.2);
    expect(judged(slower)).toMatchObject({ verdict: "improved", p: 2 ** -15 });
    const throughput = judged({ ...slower, better: "higher" });
    expect(throughput).toMatchObject({ verdict: "regressed", p: 2 ** -15 });
    // As measured: head / base stays below 1, while what could be missed counts upwards.
    expect(throughput.ratio.middle).toBeCloseTo(1 / 1.2, 3);
    expect(throughput.couldMiss).toBeCloseTo(1 / throughput.ratio.low, 12);
    // Bounds are as measured, too: a throughput may fall by a sixth.
    expect(throughput.reason).toMatchObject({
      finding: { atLeast: throughput.ratio.high },
      atWorst: expect.closeTo(throughput.ratio.low, 12),
      passBound: 1 / 1.2,
    });
    expect(judged({ ...changed(1.2), better: "higher" }).verdict).toBe("improved");
  });

  test("a screen that looked bad no longer counts once there are fresh pairs", () => {
    const row = judged(comparison({ screen: pairsOf(about(1.5, 10)), confirm: pairsOf(about(1, 15)) }));
    expect(row).toMatchObject({ verdict: "pass", p: 1 });
    expect(row.ratio.middle).toBeCloseTo(1, 3);
  });

  test("fresh pairs of what is not a candidate are ignored", () => {
    expect(judged(comparison({ confirm: pairsOf(about(1.5, 15)) }))).toMatchObject({ verdict: "pass", p: null });
  });

  test("a change within the margin is a pass, with its bound", () => {
    expect(judged(changed(1.04)).verdict).toBe("pass");
    const row = judged(comparison({}));
    expect(row.reason).toMatchObject({ pairs: 10, finding: { kind: "nothing-proven" }, atWorst: row.ratio.high });
  });

  test("a screen that cannot rule out a fifth is inconclusive, and says how much it could miss", () => {
    // Five pairs bound the ratio by their ends: 1 / 2^5 is below 5 %.
    const row = judged(comparison({ screen: pairsOf([0.8, 0.9, 1, 1.1, 1.3]) }));
    expect(row).toMatchObject({ verdict: "inconclusive", ratio: { low: 0.8, high: 1.3 }, couldMiss: 1.3 });
    expect(row.reason).toMatchObject({ finding: { kind: "nothing-proven" }, atWorst: 1.3 });
  });

  test("four pairs bound nothing", () => {
    const row = judged(comparison({ screen: pairsOf([1, 1.01, 0.99, 1]) }));
    expect(row).toMatchObject({ verdict: "inconclusive", ratio: { low: 0, high: Infinity }, couldMiss: Infinity });
    expect(row.reason).toMatchObject({ finding: { kind: "nothing-proven" }, atWorst: null });
  });

  test("six fresh pairs cannot reach 1 %, seven can: 2^-6 = 0.016, 2^-7 = 0.008", () => {
    const row = judged(changed(1.5, { confirm: pairsOf(about(1.5, 6)) }));
    expect(row).toMatchObject({ verdict: "inconclusive", p: null });
    expect(row.reason).toMatchObject({ finding: { kind: "too-few-pairs", candidates: 1, needed: 7, taken: 6 } });
    expect(judged(changed(1.5, { confirm: pairsOf(about(1.5, 7)) })).verdict).toBe("regressed");
  });

  test("a candidate without fresh pairs is inconclusive, and does not affect the p of the others", () => {
    const [unconfirmed, other] = judge([changed(1.5, { confirm: [] }), changed(1.5, { key: "other" })]);
    expect(unconfirmed).toMatchObject({ verdict: "inconclusive", p: null });
    expect(other).toMatchObject({ verdict: "regressed", p: 2 * 2 ** -15 });
  });

  test("worse and better candidates are two families, each corrected for its own size", () => {
    const ps = judge([changed(1.5), changed(1.5), changed(1.5), changed(0.5), changed(0.5), changed(1)]).map(
      ({ p }) => p,
    );
    expect(ps).toEqual([3, 3, 3, 2, 2, null].map((size) => size && size * 2 ** -15));
  });

  test("328 candidates are too many for 15 pairs: 328 * 2^-15 is above 1 %", () => {
    const crowd = (size: number) => judge(Array.from({ length: size }, () => changed(1.5)))[0]!.verdict;
    expect([crowd(327), crowd(328)]).toEqual(["regressed", "inconclusive"]);
  });

  test("the margin is what the comparison says", () => {
    expect(judged(changed(1.12)).verdict).toBe("regressed");
    expect(judged(changed(1.12, { margin: 0.15 })).verdict).toBe("pass");
  });
});

describe("the smallest change in plain numbers", () => {
  const timed = (baseTimedMs: number | null) =>
    changed(1.1, { confirm: pairsOf(about(1.1, 15)).map((pair) => ({ ...pair, baseTimedMs })) });

  test("a tenth of 8 ms of timed work is less than 1 ms: no verdict on it", () => {
    expect(judged(timed(8)).verdict).toBe("pass");
    expect(judged(timed(8)).reason).toMatchObject({
      finding: { kind: "too-small", unit: "ms", change: expect.closeTo(0.8, 2), least: 1 },
    });
    expect(judged(timed(12)).verdict).toBe("regressed");
  });

  test("a time that does not say how long it was timed is an error", () => {
    expect(() => judged(timed(null))).toThrow(/pair 1: a time needs baseTimedMs/);
  });

  test("bytes have a minimum of their own", () => {
    // A tenth of 100 bytes.
    const bytes = (least: number) => judged({ ...timed(null), minimumChange: { kind: "bytes", least } });
    expect(bytes(9)).toMatchObject({ verdict: "regressed", kind: "bytes" });
    expect(bytes(11)).toMatchObject({
      verdict: "pass",
      reason: { finding: { kind: "too-small", unit: "bytes", change: expect.closeTo(10, 1), least: 11 } },
    });
  });
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a sample of %s is an error, not evidence", (ratio) => {
  expect(() => judged(comparison({ screen: pairsOf([1, ratio]) }))).toThrow(
    /pair 2: samples must be finite and above 0/,
  );
});

test("a comparison without a pair is an error: nothing measured is not a pass", () => {
  expect(() => judged(comparison({ screen: [] }))).toThrow(/cell: a verdict needs at least one pair/);
});
