import { describe, expect, test } from "vitest";
import { agree, flipsOf } from "../../../../experiments/bench/stability/flips.ts";
import { type RunOutcome, readOutcome } from "../../../../experiments/bench/stability/outcome.ts";
import { stabilityReport } from "../../../../experiments/bench/stability/report.ts";
import { RecordError } from "../../../../harness/base/errors.ts";
import { summaryJson } from "../../../../reports/summary.ts";
import { analysisBy, COSTS } from "../../../fixtures/analyses.ts";

const outcome = (
  usd: Readonly<Record<string, number>>,
  winner: string | null = "a",
  tied: readonly string[] = [],
): RunOutcome => ({ answer: "cheapest", winner, tied, usd: new Map(Object.entries(usd)) });

describe("orders that flip", () => {
  test("are counted over every two runs and every two configurations", () => {
    const runs = [outcome({ a: 1, b: 2, c: 3 }), outcome({ a: 2, b: 1, c: 3 }), outcome({ a: 1, b: 2, c: 1.5 })];
    // Runs 1 and 2 differ in a and b, 1 and 3 in b and c, 2 and 3 in both.
    expect(flipsOf(runs)).toEqual({ flipped: 4, compared: 9 });
  });

  test("equal costs have none, and a configuration that one run lacks is not compared", () => {
    expect(flipsOf([outcome({ a: 1, b: 1 }), outcome({ a: 2, b: 1 })])).toEqual({ flipped: 0, compared: 0 });
    expect(flipsOf([outcome({ a: 1, b: 2 }), outcome({ a: 2 })])).toEqual({ flipped: 0, compared: 0 });
  });
});

test("answers agree where each names what the others name or cannot tell from it", () => {
  const costs = { a: 1, b: 2 };
  expect(agree([outcome(costs), outcome(costs)])).toBe(true);
  expect(agree([outcome(costs, "a", ["b"]), outcome(costs, "b", ["a"])])).toBe(true);
  expect(agree([outcome(costs, "a", ["b"]), outcome(costs, "b")])).toBe(false);
  expect(agree([outcome(costs, null), outcome(costs, "a")])).toBe(false);
  expect(agree([outcome(costs, null), outcome(costs, null)])).toBe(true);
});

test("a run's outcome is read from its summary.json, and anything else is refused with the way out", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), { rounds: 13 });
  const read = readOutcome(summaryJson(analysis), "summary.json");
  expect(read).toMatchObject({ answer: "cheapest", winner: "int4", tied: [] });
  expect(Object.fromEntries(read.usd)).toEqual({ float32: 0.003, int8: 0.002, int4: 0.001 });
  expect(() => readOutcome('{"answer":{}}', "s.json")).toThrow(RecordError);
  expect(() => readOutcome("{", "s.json")).toThrow(/s\.json is no summary\.json of a run.*pricewar report/);
});

test("the report has each run's answer and, by side, the share of orders that flip", () => {
  const ours = { name: "this code", runs: [outcome({ a: 1, b: 2 }), outcome({ a: 1, b: 3 })] };
  const base = { name: "v1", runs: [outcome({ a: 1, b: 2 }, "a", ["b"]), outcome({ a: 2, b: 1 }, null)] };
  const lines = stabilityReport("quant.json", [ours, base]).split("\n");
  expect(lines[1]!.split(/ {2,}/)).toEqual(["this code", "1", "cheapest", "a", "$1.00", "—"]);
  expect(lines[3]!.split(/ {2,}/)).toEqual(["v1", "1", "cheapest", "a", "$1.00", "b"]);
  expect(lines).toContain("this code: 0 of 1 orders by cost flip, 0.0 %; the answers agree");
  expect(lines).toContain("v1: 1 of 1 orders by cost flip, 100.0 %; the answers do not agree");
});
