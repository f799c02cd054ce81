import { expect, test } from "vitest";
import type { OkRecord } from "../../../../harness/contract/index.ts";
import type { FinishedConfiguration } from "../../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { costsTie } from "../../../../harness/judge/analysis/ties.ts";
import { makePlan, okRecord, seeded } from "../../../fixtures/records.ts";

/** Two configurations with a cost by seed; null has no record. */
function twoCosts(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  const plan = makePlan({ axes: { quantization: ["a", "b"] }, seeds: a.map((_, index) => index + 1) });
  const records = plan.cells.flatMap((cell) => {
    const usd = (cell.fields.quantization === "a" ? a : b)[cell.experiment.training.seed - 1] ?? null;
    if (usd === null) return [];
    const record = okRecord(cell, { usdPerMillionTexts: usd || 1, rounds: [0.8, 1.25] });
    return [usd === 0 ? onFreeMachine(record) : record];
  });
  const [one, other] = analyze(plan, records, seeded(1)).configurations as readonly FinishedConfiguration[];
  expect(costsTie(one!, other!)).toBe(costsTie(other!, one!));
  return costsTie(one!, other!);
}

function onFreeMachine(record: OkRecord): OkRecord {
  return { ...record, cost: { ...record.cost, price: { ...record.cost.price, usdPerHour: 0 } } };
}

test.each([
  ["dearer in every pair by more than 5 %, though the ranges overlap", [1, 2, 3], [1.1, 2.2, 3.2], false],
  ["dearer in each of three pairs, in one by 4 % alone", [1, 2, 3], [1.1, 2.2, 3.12], true],
  ["dearer by 1 % in each of five pairs", [1, 2, 3, 4, 5], [1.01, 2.02, 3.03, 4.04, 5.05], true],
  ["dearer by 1 % in each of six pairs", [1, 2, 3, 4, 5, 6], [1.01, 2.02, 3.03, 4.04, 5.05, 6.06], false],
  ["dearer in two pairs of three", [1, 2, 3], [1.1, 2.2, 2.8], true],
  ["equal in one pair", [1, 2, 3], [1, 2.2, 3.2], true],
  // Rounds of 0.8 to 1.25 of the throughput: $1 is $0.80 to $1.25.
  ["one pair whose rounds overlap: 0.80 to 1.25 and 1.20 to 1.88", [1], [1.5], true],
  ["one pair whose rounds do not: 0.80 to 1.25 and 1.28 to 2.00", [1], [1.6], false],
  ["no pair, ranges that overlap: 1 to 2 and 1.5 to 3", [1, 2, null, null], [null, null, 1.5, 3], true],
  ["no pair, ranges apart: 1 to 2 and 2.5 to 3", [1, 2, null, null], [null, null, 2.5, 3], false],
  ["nothing costs anything", [0, 0], [0, 0], true],
])("%s: %s and %s tie: %s", (_, a, b, expected) => {
  expect(twoCosts(a, b)).toBe(expected);
});
