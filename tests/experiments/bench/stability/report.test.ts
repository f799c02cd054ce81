import { describe, expect, test } from "vitest";
import { agreementsOf, flipsOf, statedFlipsOf } from "../../../../experiments/bench/stability/flips.ts";
import { type NamedAnswer, type RunOutcome, readOutcome } from "../../../../experiments/bench/stability/outcome.ts";
import { stabilityReport } from "../../../../experiments/bench/stability/report.ts";
import { RecordError } from "../../../../harness/base/errors.ts";
import { analysisBy, COSTS } from "../../../fixtures/analyses.ts";
import { analysisOf } from "../../../reports/runs.ts";
import { summaryJson } from "../../../reports/summary-texts.ts";

const ANSWER: NamedAnswer = { condition: null, kind: "cheapest", winner: "a", tied: [], told: [] };

/** @param costs name -> dollars, or dollars with letters, and a scenario */
function outcome(
  costs: Readonly<Record<string, number | readonly [usd: number, letters: string | null, scenario?: string]>>,
  ...answers: readonly Partial<NamedAnswer>[]
): RunOutcome {
  const given = answers.length === 0 ? [{}] : answers;
  return {
    answers: given.map((one) => ({ ...ANSWER, ...one })),
    costs: new Map(
      Object.entries(costs).map(([name, cost]) => {
        const [usd, letters, condition = null] = typeof cost === "number" ? [cost, null] : cost;
        return [name, { usd, letters, condition }];
      }),
    ),
  };
}

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

  test("nor is one of another scenario", () => {
    const runs = [
      outcome({ a: [1, "a", "offline"], b: [2, "a", "http"], c: [3, "b", "http"] }),
      outcome({ a: [2, "a", "offline"], b: [1, "a", "http"], c: [3, "b", "http"] }),
    ];
    expect(flipsOf(runs)).toEqual({ flipped: 0, compared: 1 });
    expect(statedFlipsOf(runs)).toEqual({ flipped: 0, compared: 1 });
  });
});

describe("orders that a run states", () => {
  test("are those of two costs without a common letter, in either run", () => {
    const runs = [
      outcome({ a: [1, "a"], b: [2, "ab"], c: [3, "b"] }),
      outcome({ a: [2, "ab"], b: [1, "a"], c: [1.5, "b"] }),
    ];
    // a and b share a letter in both runs, and flip; run 1 tells a from c, which flip, and run 2 b from c, which do not.
    expect(flipsOf(runs)).toEqual({ flipped: 2, compared: 3 });
    expect(statedFlipsOf(runs)).toEqual({ flipped: 1, compared: 2 });
  });

  test("and of the winner and those that its verdict tells from it", () => {
    const costs = { a: [1, "a"], b: [2, "a"], c: [3, "a"] } as const;
    const runs = [outcome(costs, { told: ["c"] }), outcome(costs, { winner: "b", told: ["c"] })];
    // a and c by run 1, b and c by run 2.
    expect(statedFlipsOf(runs)).toEqual({ flipped: 0, compared: 2 });
  });

  test("are not known of runs without letters", () => {
    expect(statedFlipsOf([outcome({ a: [1, "a"], b: [2, "b"] }), outcome({ a: 1, b: 2 })])).toBeNull();
  });
});

describe("answers agree", () => {
  const costs = { a: 1, b: 2 };
  const agreements = (...runs: readonly Partial<NamedAnswer>[]) =>
    agreementsOf(runs.map((answer) => outcome(costs, answer)));

  test("where each names what the other names or cannot tell from it", () => {
    expect(agreements({}, {})).toEqual({ agreeing: 1, compared: 1 });
    expect(agreements({ tied: ["b"] }, { winner: "b", tied: ["a"] })).toEqual({ agreeing: 1, compared: 1 });
    expect(agreements({ tied: ["b"] }, { winner: "b" })).toEqual({ agreeing: 0, compared: 1 });
    expect(agreements({ winner: null }, {})).toEqual({ agreeing: 0, compared: 1 });
    expect(agreements({ winner: null }, { winner: null })).toEqual({ agreeing: 1, compared: 1 });
    // The first two agree, and neither does with the third.
    expect(agreements({}, {}, { winner: "b" })).toEqual({ agreeing: 1, compared: 3 });
  });

  test("in every scenario", () => {
    const run = (http: string) => outcome(costs, { condition: "offline" }, { condition: "http", winner: http });
    expect(agreementsOf([run("a"), run("a"), run("b")])).toEqual({ agreeing: 1, compared: 3 });
    expect(agreementsOf([run("a"), outcome(costs, { condition: "offline" })])).toEqual({ agreeing: 0, compared: 1 });
  });
});

describe("a run's outcome", () => {
  test("is read from its summary.json, with what it says of costs", () => {
    const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), { rounds: 13 });
    const { answers, costs } = readOutcome(summaryJson(analysis), "summary.json");
    expect(answers).toEqual([
      { condition: null, kind: "cheapest", winner: "int4", tied: [], told: ["int8", "float32"] },
    ]);
    expect(Object.fromEntries(costs)).toEqual({
      float32: { usd: 0.003, letters: "c", condition: null },
      int8: { usd: 0.002, letters: "b", condition: null },
      int4: { usd: 0.001, letters: "a", condition: null },
    });
  });

  test("has an answer for each scenario", () => {
    const { answers, costs } = readOutcome(summaryJson(analysisOf("scenarios")), "summary.json");
    expect(answers.map(({ condition, winner }) => [condition, winner])).toEqual([
      ["offline", "scenario offline · float32"],
      ["server", "scenario server · int8"],
      ["http", "scenario http · int8"],
    ]);
    expect(new Set([...costs.values()].map(({ condition }) => condition))).toEqual(
      new Set(["offline", "server", "http"]),
    );
  });

  test("has an answer for each value of what is given", () => {
    const { answers, costs } = readOutcome(summaryJson(analysisOf("given")), "summary.json");
    const [few, all] = [200, "all"].map((rows) => JSON.stringify({ "training.rows": rows }));
    expect(answers.map(({ condition }) => condition)).toEqual([few, all]);
    expect([...costs.values()].map(({ condition }) => condition)).toEqual([few, few, all, all]);
  });

  test("of an older commit has no letters", () => {
    const older = {
      answer: { kind: "cheapest", winner: "1", tied: [] },
      configurations: [{ id: "1", label: "a", figures: { usdPerMillionTexts: { middle: 2 } } }],
    };
    expect(readOutcome(JSON.stringify(older), "s.json")).toEqual(outcome({ a: 2 }));
  });

  test("is refused with the way out where the text is anything else", () => {
    expect(() => readOutcome('{"answer":{}}', "s.json")).toThrow(RecordError);
    expect(() => readOutcome("{", "s.json")).toThrow(/s\.json is no summary\.json of a run.*pricewar report/);
  });
});

test("the report has each run's answer and, by side, the shares of orders that flip, a dash for what a commit does not hold", () => {
  const ours = {
    name: "this code",
    runs: [outcome({ a: [1, "a"], b: [2, "b"] }), outcome({ a: [1, "a"], b: [3, "a"] })],
  };
  const base = {
    name: "v1",
    runs: [outcome({ a: 1, b: 2 }, { tied: ["b"] }), outcome({ a: 2, b: 1 }, { winner: null })],
  };
  const lines = stabilityReport("quant.json", [ours, base])
    .split("\n")
    .map((line) => line.trim().split(/ {2,}/));
  expect(lines[1]).toEqual(["this code", "1", "cheapest", "a", "$1.00", "—"]);
  expect(lines[3]).toEqual(["v1", "1", "cheapest", "a", "$1.00", "b"]);
  expect(lines[7]).toEqual(["this code", "0 of 1, 0.0 %", "0 of 1, 0.0 %", "1 of 1"]);
  expect(lines[8]).toEqual(["v1", "1 of 1, 100.0 %", "—", "0 of 1"]);
});
