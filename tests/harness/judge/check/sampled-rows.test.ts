import { describe, expect, test } from "vitest";
import type { CheckedPhase, PhasePairs, SamplePair } from "../../../../harness/contract/sample.ts";
import { judge } from "../../../../harness/judge/check/decide.ts";
import {
  comparisonsOf,
  controlPairs,
  phasesToConfirm,
  type SampledPairs,
  sampledRows,
} from "../../../../harness/judge/check/sampled-rows.ts";

const MARGIN = () => 0.05;
const NOTHING: PhasePairs = { pairs: {}, failure: null };

function phaseOf(phase: CheckedPhase["phase"], cell: string, isControl = false): CheckedPhase {
  const request = { experiment: cell, phase, epochs: 3 } as const;
  return {
    key: `${isControl ? "control " : ""}${phase} ${cell}`,
    phase,
    cells: [cell],
    request: { base: request, head: request },
    isControl,
  };
}

/** Pairs that differ by the ratio, to within a tenth of a per cent, so that none are tied. */
function pairsOf(count: number, base: number, ratio: number, baseTimedMs: number | null = 250): SamplePair[] {
  return Array.from({ length: count }, (_, index) => ({
    base,
    head: base * ratio * (1 + index / 10_000),
    first: index % 2 === 0 ? ("base" as const) : ("head" as const),
    baseTimedMs,
  }));
}

function servedOf(cell: string, ratio: number, confirmed: number | null = null): SampledPairs {
  const pairs = (count: number, by: number): PhasePairs => ({
    pairs: {
      p50Ms: pairsOf(count, 0.05, by),
      textsPerSecond: pairsOf(count, 100_000, 1),
      peakRssBytes: pairsOf(count, 150e6, 1, null),
    },
    failure: null,
  });
  return {
    checkedPhase: phaseOf("serve", cell),
    screen: pairs(10, ratio),
    confirm: confirmed === null ? null : pairs(15, confirmed),
  };
}

describe("rows of sampled metrics", () => {
  test("what looks changed is confirmed with fresh pairs, and a control of the same phase with it", () => {
    const results: SampledPairs[] = [
      servedOf("slower", 1.3),
      servedOf("equal", 1),
      {
        checkedPhase: phaseOf("train", "equal"),
        screen: { pairs: { trainStepMs: pairsOf(10, 1, 1) }, failure: null },
        confirm: null,
      },
      { ...servedOf("control", 1), checkedPhase: phaseOf("serve", "control", true) },
      { ...servedOf("control", 1), checkedPhase: phaseOf("train", "control", true) },
    ];
    const confirmed = phasesToConfirm(results, comparisonsOf(results, MARGIN));
    expect(confirmed.map(({ key }) => key)).toEqual(["serve slower", "control serve control"]);
  });

  test("a row says what its verdict rests on: the fresh pairs of a candidate, the screen of the rest", () => {
    const results = [servedOf("slower", 1.3, 1.2), servedOf("equal", 1)];
    const rows = sampledRows(results, judge(comparisonsOf(results, MARGIN)), (cell) => `cell ${cell}`);
    const latency = rows.filter(({ metric }) => metric === "p50Ms");
    expect(latency.map(({ label, verdict }) => [label, verdict])).toEqual([
      ["cell slower", "regressed"],
      ["cell equal", "pass"],
    ]);
    // The eighth of 15 pairs: 0.05 x 1.2 x 1.0007.
    expect(latency[0]!.head).toBeCloseTo(0.060042, 9);
    expect(latency[0]!.confirm).toHaveLength(15);
    expect(latency[1]!.head).toBeCloseTo(0.05 * 1.00045, 9);
    expect(rows.filter(({ verdict }) => verdict === "regressed")).toHaveLength(1);
    // Sampled again with the latency without being a candidate: both figures and ratio come from the screen.
    const screen = { pairs: { ...results[0]!.screen.pairs, textsPerSecond: pairsOf(10, 50_000, 1) }, failure: null };
    const mixed = [{ ...results[0]!, screen }];
    const mixedRows = sampledRows(mixed, judge(comparisonsOf(mixed, MARGIN)), () => "a");
    expect(mixedRows.find(({ metric }) => metric === "textsPerSecond")?.base).toBe(50_000);
  });

  test("a row names every cell that it speaks for", () => {
    const checkedPhase = { ...phaseOf("train", "a"), cells: ["a", "b", "c"] };
    const results = [
      { checkedPhase, screen: { pairs: { trainStepMs: pairsOf(10, 1, 1) }, failure: null }, confirm: null },
    ];
    const [shared] = sampledRows(results, judge(comparisonsOf(results, MARGIN)), (cell) => cell);
    expect(shared).toMatchObject({ cell: "a", alsoOf: ["b", "c"], label: "a" });
  });

  test("a fall of throughput is a worsening", () => {
    const screen: PhasePairs = { pairs: { textsPerSecond: pairsOf(10, 100_000, 0.8) }, failure: null };
    const confirm: PhasePairs = { pairs: { textsPerSecond: pairsOf(15, 100_000, 0.8) }, failure: null };
    const results = [{ checkedPhase: phaseOf("serve", "a"), screen, confirm }];
    const [row] = sampledRows(results, judge(comparisonsOf(results, MARGIN)), () => "a");
    expect(row).toMatchObject({ metric: "textsPerSecond", verdict: "regressed" });
  });

  test("a phase whose sample failed is missing in every metric, with the failure as its reason, and is not judged", () => {
    const failed = { ...NOTHING, failure: { side: "head" as const, text: "took longer than 2 s" } };
    const results = [{ checkedPhase: phaseOf("serve", "a"), screen: failed, confirm: null }];
    expect(comparisonsOf(results, MARGIN)).toEqual([]);
    const rows = sampledRows(results, [], () => "a");
    expect(rows.map(({ metric, verdict, reason }) => [metric, verdict, reason])).toEqual(
      ["textsPerSecond", "p50Ms", "peakRssBytes"].map((metric) => [
        metric,
        "missing",
        { kind: "sample-failed", side: "head", text: "took longer than 2 s" },
      ]),
    );
  });

  test("a figure that neither side gives is no row", () => {
    const screen: PhasePairs = { pairs: { trainStepMs: pairsOf(10, 1, 1) }, failure: null };
    const results = [{ checkedPhase: phaseOf("train", "a"), screen, confirm: null }];
    const rows = sampledRows(results, judge(comparisonsOf(results, MARGIN)), () => "a");
    expect(rows.map(({ metric }) => metric)).toEqual(["trainStepMs"]);
  });

  test("the control's pairs of both stages vouch together", () => {
    const results = [{ ...servedOf("a", 1, 1), checkedPhase: phaseOf("serve", "a", true) }, servedOf("b", 1)];
    const pairs = controlPairs(results);
    expect(Object.keys(pairs).sort()).toEqual(["p50Ms", "peakRssBytes", "textsPerSecond"]);
    expect(pairs.p50Ms).toHaveLength(25);
  });
});
