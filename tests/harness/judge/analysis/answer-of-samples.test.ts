/** Answers where configurations were sampled at different times, or not at all. */
import { describe, expect, test } from "vitest";
import type { OkRecord, RunLine } from "../../../../harness/contract/index.ts";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import type { Chosen } from "../../../../harness/judge/analysis/decision.ts";
import { missingRounds } from "../../../../harness/measure/sampling/missing-rounds.ts";
import { CHARTS } from "../../../../reports/charts/registry.ts";
import { analyzed, named } from "../../../fixtures/analyses.ts";
import { answers } from "../../../fixtures/answers.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";
import { saidAnswer } from "../../../reports/said-answer.ts";

const plan = makePlan({ axes: { quantization: ["a", "b", "c"] }, seeds: [1] });
const records = plan.cells.map((cell) => okRecord(cell, { usdPerMillionTexts: 0.001 }));
const [a, b, c] = records as [OkRecord, OkRecord, OkRecord];

/** @param day of the month; @param costs of a sample over its record's cost, by round */
const sampled = (
  record: OkRecord,
  rounds: readonly number[],
  day: number,
  costs: (round: number) => number,
): RunLine[] =>
  rounds.map((round) => {
    const startedAt = `2026-08-${String(day).padStart(2, "0")}T10:${String(round).padStart(2, "0")}:00.000Z`;
    return sampleOf(record, round, costs(round), { startedAt });
  });
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const chosen = (analysis: Analysis) => analysis.answer as Chosen;
const versus = (analysis: Analysis, label: string) =>
  chosen(analysis).comparisons.find(({ configuration }) => configuration === named(analysis, label).id);

describe("a configuration that was not sampled", () => {
  test("is not compared with those that were, however many seeds its runs have", () => {
    const seeds = makePlan({ axes: { quantization: ["a", "b"] }, seeds: [1, 2, 3, 4, 5, 6] });
    const runs = seeds.cells.map((cell) => okRecord(cell, { usdPerMillionTexts: 0.001 }));
    // Samples of a read a quarter slower than its runs, as short ones do.
    const ofA = runs.filter(({ experiment }) => seeds.cells.find((cell) => cell.experiment === experiment)!.isBaseline);
    const analysis = analyzed(seeds, [...runs, ...ofA.flatMap((record) => sampled(record, upTo(6), 2, () => 1.25))]);
    expect(chosen(analysis).kind).not.toBe("cheapest");
    expect(chosen(analysis).comparisons).toMatchObject([{ verdict: "inconclusive", pairs: 0, ratio: null }]);
  });
});

describe("a configuration that was added later, when the machine was slower", () => {
  const addedLater = analyzed(plan, [
    ...records,
    ...sampled(a, upTo(9), 2, () => 1),
    ...sampled(c, upTo(9), 2, () => 1.3),
    ...sampled(b, upTo(9), 3, () => 1.4 * 0.8),
    ...sampled(a, upTo(17, 10), 3, () => 1.4),
    ...sampled(b, upTo(17, 10), 3, () => 1.4 * 0.8),
    ...sampled(c, upTo(17, 10), 3, () => 1.4 * 1.3),
  ]);

  test("is the cheapest if the pairs prove it, although its median is higher", () => {
    const medianOf = (label: string) => named(addedLater, label).figures!.usdPerMillionTexts.middle;
    expect(medianOf("b")).toBeGreaterThan(medianOf("a"));
    expect(chosen(addedLater)).toMatchObject({ kind: "cheapest", winner: named(addedLater, "b").id });
    expect(versus(addedLater, "a")).toMatchObject({ verdict: "dearer", pairs: 8 });
  });
});

describe("rounds that the answer asks for", () => {
  test("give the pairs that it lacks, also where earlier rounds gave none", () => {
    const two = { ...plan, cells: plan.cells.slice(0, 2) };
    const lines = [a, b, ...sampled(a, upTo(9), 2, () => 1), ...sampled(b, upTo(9), 3, () => 1.2)];
    const analysis = analyzed(two, lines);
    expect(chosen(analysis).undecided).toEqual({ pairs: 0, needed: 6, rounds: 15 });
    expect(saidAnswer(analysis)).toContain("Not all were sampled together; about 15 rounds of serving would tell");
    expect(missingRounds(two, lines, 15).flatMap(({ cells }) => cells)).toHaveLength(2 * 6);
  });

  test("are not of one comparison, and the difference that would have been seen of another", () => {
    // b differs from a by half up or down in every other round; c has two pairs.
    const analysis = analyzed(plan, [
      ...records,
      ...sampled(a, upTo(12), 2, () => 1),
      ...sampled(b, upTo(12), 2, (round) => (round % 2 === 0 ? 1.4 : 0.75)),
      ...sampled(c, upTo(2), 2, () => 1),
    ]);
    expect(saidAnswer(analysis)).toContain("There are 2 pairs, too few to tell; ");
    expect(saidAnswer(analysis)).not.toContain("would have been seen");
  });
});

test("the throughput's title and the answer correct for the same comparisons: of works, not of configurations", () => {
  const many = makePlan({ axes: { batchSize: upTo(12) }, seeds: [1] });
  const graphs = many.cells.map((cell, index) => ({ ...okRecord(cell), graph: index === 0 ? "own" : "shared" }));
  // Seven rounds of the baseline and one other: enough pairs for one comparison, too few for eleven.
  const analysis = analyzed(many, [
    ...graphs,
    ...sampled(graphs[0]!, upTo(7), 2, () => 1),
    ...graphs.slice(1).flatMap((record) => sampled(record, upTo(7), 2, () => 0.7)),
  ]);
  expect(chosen(analysis).kind).toBe("cheapest");
  const throughput = CHARTS.find(({ name }) => name === "throughput")!.draw(analysis, "en")!;
  expect(throughput.title).toMatch(/answers 1\.43 times as many texts per second as the baseline/);
});

test("a cheaper one that is not shown to be good enough is called cheaper by the verdict that is reported", () => {
  const four = makePlan({ axes: { quantization: ["base", "x", "y", "z"] }, seeds: [1] });
  // x is as accurate as the others, on other rows: 120 of 1,000 differ, an error of 1.1 points.
  const rows = answers([0, 0, 470], [0, 1, 30], [1, 1, 470], [1, 0, 30]);
  const otherRows = answers([0, 1, 30], [0, 0, 470], [1, 0, 30], [1, 1, 470]);
  const runs = four.cells.map((cell) =>
    okRecord(cell, { validation: cell.fields.quantization === "x" ? otherRows : rows }),
  );
  const after = (rounds: number) =>
    analyzed(four, [
      ...runs,
      ...runs.flatMap((record, index) => sampled(record, upTo(rounds), 2, () => [1, 0.7, 1.5, 1.5][index]!)),
    ]);
  // Three eligible ones are two comparisons, which take seven pairs.
  expect(named(after(7), "x").refusal?.kind).toBe("not-shown");
  expect(chosen(after(6)).unproven).toBeNull();
  expect(versus(after(6), "x")?.verdict).toBe("inconclusive");
  expect(chosen(after(7)).unproven).toBe(named(after(7), "x").id);
  expect(versus(after(7), "x")?.verdict).toBe("cheaper");
});
