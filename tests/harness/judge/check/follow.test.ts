import { describe, expect, test } from "vitest";
import { applyLimits } from "../../../../harness/judge/check/apply-limits.ts";
import type { CheckRow } from "../../../../harness/judge/check/check-result.ts";
import { compareExact } from "../../../../harness/judge/check/exact.ts";
import { followSampled } from "../../../../harness/judge/check/follow.ts";
import { NO_LIMITS, parseLimits } from "../../../../harness/judge/check/limits.ts";
import { row } from "../../../reports/check/results.ts";
import { cellId, snapshot } from "./snapshots.ts";

const MATRIX = "fixture";
// At $0.08925 per hour and $0.001 per million texts, a run serves 24,791.67 texts per second: the price is their product.
const PRICE = (0.08925 / 3600) * 1e6;

/** The throughput of a cell, a fifth lower in the head, as the pairs showed it. */
const slower = (fields: Partial<CheckRow> = {}) =>
  row({
    cell: cellId("int8"),
    metric: "textsPerSecond",
    verdict: "regressed",
    base: 50_000,
    head: 40_000,
    ratio: { middle: 0.8, low: 0.75, high: 0.85 },
    p: 0.0004,
    ...fields,
  });

/** The rows of int8's cost, with a head at `usdPerHour`. */
function costBeside(throughput: CheckRow, { limits = "{}", usdPerHour = 0.08925 } = {}): CheckRow[] {
  const base = snapshot();
  const head = snapshot({ figures: { usdPerHour, usdPerMillionTexts: 0.001 } });
  const read = limits === "{}" ? NO_LIMITS : parseLimits(limits, "l.json");
  const context = { limits: read, matrix: MATRIX, today: "2026-06-15", fields: new Map() };
  const exact = compareExact(base, head, context);
  const settled = followSampled(exact.rows, [throughput], exact.matched);
  const fields = new Map(base.cells.map((cell) => [cell.cell, cell.fields]));
  return applyLimits(settled, { ...context, fields }).filter(({ metric }) => metric === "usdPerMillionTexts");
}

describe("the cost of serving", () => {
  test("regresses with the throughput, by the inverse of its ratio, in the same cell alone", () => {
    const [cost, ...others] = costBeside(slower());
    expect(others).toEqual([]);
    expect(cost).toMatchObject({ cell: cellId("int8"), verdict: "regressed", p: 0.0004, severity: "error" });
    expect(cost!.reason).toEqual({ kind: "follows", metric: "textsPerSecond" });
    expect(cost!.base).toBeCloseTo(PRICE / 50_000, 12);
    expect(cost!.head).toBeCloseTo(PRICE / 40_000, 12);
    expect(cost!.ratio).toEqual({ middle: 1 / 0.8, low: 1 / 0.85, high: 1 / 0.75 });
  });

  test.each(["pass", "improved", "inconclusive"] as const)("is %s where the throughput is", (verdict) => {
    expect(costBeside(slower({ verdict }))).toMatchObject([{ verdict }]);
  });

  test("is shown on both sides at the head's price, since a new price is a row of its own", () => {
    const [cost] = costBeside(slower(), { usdPerHour: 0.1785 });
    expect(cost!.base).toBeCloseTo((2 * PRICE) / 50_000, 12);
    expect(cost!.head).toBeCloseTo((2 * PRICE) / 40_000, 12);
  });

  test("is not listed where the throughput was not sampled or its sample failed", () => {
    expect(costBeside(slower({ cell: "elsewhere" }))).toEqual([]);
    expect(costBeside(slower({ verdict: "missing", base: null, head: null }))).toEqual([]);
  });

  test("is waived and softened with the throughput", () => {
    const waiver = '{ "waivers": [{ "metric": "textsPerSecond", "until": "2026-12-31", "reason": "safer" }] }';
    expect(costBeside(slower(), { limits: waiver })).toMatchObject([{ waiver: { reason: "safer" } }]);
    const softer = '{ "limits": [{ "metric": "textsPerSecond", "severity": "warning" }] }';
    expect(costBeside(slower(), { limits: softer })).toMatchObject([{ verdict: "regressed", severity: "warning" }]);
  });

  test("over its own budget is not waived with the throughput", () => {
    const limits = `{
      "limits": [{ "metric": "usdPerMillionTexts", "max": "$0.0001/M" }],
      "waivers": [{ "metric": "textsPerSecond", "until": "2026-12-31", "reason": "safer" }]
    }`;
    expect(
      costBeside(slower({ verdict: "pass" }), { limits }).find(({ cell }) => cell === cellId("int8")),
    ).toMatchObject({ verdict: "over-budget", waiver: null });
  });
});
