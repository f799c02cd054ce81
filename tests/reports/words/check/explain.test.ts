import { describe, expect, test } from "vitest";
import type { CheckRow } from "../../../../harness/judge/check/check-result.ts";
import { diagnose } from "../../../../harness/judge/check/diagnose.ts";
import { rowsOfCell } from "../../../../harness/judge/check/rows-of-cell.ts";
import { diagnosisText } from "../../../../reports/words/check/diagnosis.ts";
import { explainText } from "../../../../reports/words/check/explain.ts";
import { about, pairsOf } from "../../../fixtures/pairs.ts";

const foundIn = (ratios: readonly number[]) =>
  diagnose(pairsOf(ratios)).flatMap(({ name, found }) => (found ? [name] : []));
const textOf = (ratios: readonly number[], name: string) =>
  diagnosisText(diagnose(pairsOf(ratios)).find((diagnosis) => diagnosis.name === name)!);

describe("unusual patterns in pairs", () => {
  test("none in pairs around one ratio", () => {
    expect(foundIn(about(1.2, 15))).toEqual([]);
    expect(diagnose([]).map(({ found }) => found)).toEqual([false, false, false]);
  });

  test("drift: a ratio that rises or falls from pair to pair", () => {
    const rising = Array.from({ length: 10 }, (_, index) => 1 + index / 100);
    expect(foundIn(rising)).toEqual(["drift"]);
    expect(textOf(rising, "drift")).toBe(
      "head / base rises from pair to pair (p < 0.001): what was measured was still changing",
    );
    expect(textOf(rising.toReversed(), "drift")).toMatch(/^head \/ base falls/);
  });

  test("bimodality: a ratio that is one of two", () => {
    const two = [1.21, 1, 1.01, 1.2, 1.02, 1.22, 1.19, 0.99, 1, 1.2];
    expect(foundIn(two)).toEqual(["bimodality"]);
    // Geometric means of 1.21, 1.2, 1.22, 1.19, 1.2 and of 1, 1.01, 1.02, 0.99, 1.
    expect(textOf(two, "bimodality")).toMatch(
      /^head \/ base falls into two groups, about \+0\.4 % and \+20\.4 % \(p 0\.00/,
    );
  });

  test("order: the side that runs first is faster", () => {
    // Base first in pairs 1, 4, 5, 8, 9: all above the others.
    const ratios = [1.05, 0.97, 0.99, 1.03, 1.04, 0.98, 0.95, 1.02, 1.06, 0.96];
    expect(foundIn(ratios)).toEqual(["order"]);
    expect(textOf(ratios, "order")).toBe(
      "which side runs first matters (p 0.008): +4.0 % if the base does, −3.0 % if the head does",
    );
  });
});

describe("a row explained", () => {
  const row: CheckRow = {
    cell: "a1b2",
    alsoOf: [],
    label: "adam, batch 32",
    metric: "p50Ms",
    className: null,
    verdict: "regressed",
    severity: "error",
    base: 100,
    head: 120,
    ratio: { middle: 1.2, low: 1.1, high: 1.3 },
    p: 0.00123,
    reason: {
      kind: "pairs",
      pairs: 15,
      margin: 0.05,
      finding: { kind: "proven", candidates: 1, atLeast: 1.1 },
      atWorst: 1.3,
      passBound: 1.2,
    },
    limit: null,
    kept: [],
    waiver: null,
    screen: pairsOf([1.2, 1.25]),
    confirm: [],
  };

  test("lists the verdict, the figures and every pair in order", () => {
    expect(explainText(row).split("\n")).toEqual([
      "adam, batch 32, latency p50: regressed",
      "+20.0 % over 15 pairs: a worsening beyond the margin of 5 % (p 0.001 among 1 candidate), at least +10.0 %",
      "base 100 ms, head 120 ms",
      "head / base 1.2, one-sided 95 % bounds 1.1 and 1.3",
      "p 0.001 against a change within the margin, corrected for all candidates",
      "",
      "screen, 2 pairs:",
      "pair  first    base    head  head / base",
      "   1   base  100 ms  120 ms      +20.0 %",
      "   2   head  100 ms  125 ms      +25.0 %",
      "- head / base does not drift over the pairs (p 1.000)",
      "- too few pairs to distinguish two groups",
      "- which side runs first makes no difference (p 1.000)",
    ]);
  });

  test("marks what it found among the fresh pairs", () => {
    const rising = pairsOf(Array.from({ length: 10 }, (_, index) => 1 + index / 100));
    expect(explainText({ ...row, confirm: rising })).toMatch(/\nfresh pairs, 10 pairs:\n.*\n! head \/ base rises/s);
  });

  test("of a metric with one sample, the values, the limit and the waiver", () => {
    const text = explainText({
      ...row,
      metric: "graph",
      verdict: "changed",
      base: "abc",
      head: null,
      ratio: null,
      p: null,
      limit: { bound: "max", text: "1", where: "limits.json:3", withoutLimit: "changed" },
      waiver: { reason: "a new layer", until: "2027-01-31" },
      screen: [],
    });
    expect(text.split("\n").slice(2)).toEqual([
      "base abc, head —",
      "limit: max 1 (limits.json:3)",
      "waived until 2027-01-31: a new layer",
    ]);
  });

  test("is found by its cell, and so is one that the cell shares", () => {
    const rows = [
      { ...row, label: "adam", metric: "trainStepMs" as const, alsoOf: ["c3d4"] },
      { ...row, label: "adam" },
      { ...row, cell: "c3d4", label: "sgd" },
    ];
    for (const wanted of ["sgd", "c3d4"]) expect(rowsOfCell(rows, wanted)).toEqual([rows[0], rows[2]]);
    for (const wanted of ["adam", "a1b2"]) expect(rowsOfCell(rows, wanted)).toEqual([rows[0], rows[1]]);
    expect(rowsOfCell(rows, "rmsprop")).toEqual([]);
  });
});
