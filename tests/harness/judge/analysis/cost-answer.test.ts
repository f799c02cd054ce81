import { expect, test } from "vitest";
import type { OkRecord } from "../../../../harness/contract/index.ts";
import { type CostQuestion, costAnswer } from "../../../../harness/judge/analysis/cost-answer.ts";
import { cellsByVolume, usualOperation } from "../../../../harness/judge/analysis/cost-by-volume.ts";
import { searchUsd } from "../../../../harness/judge/analysis/search-cost.ts";
import { rentedOffering } from "../../../../harness/judge/pricing/monthly/rented-offering.ts";
import { analysisBy, analyzed, COSTS, named } from "../../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { SERVERLESS } from "../pricing/monthly/cells.ts";

const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, peakRssBytes: 128 * 2 ** 20 }));

const QUESTION: CostQuestion = {
  textsPerMonth: 50e6,
  operation: { ...usualOperation(analysis), searchUsd: 0 },
  hosted: null,
  offerings: [],
  offeringOf: (price) => rentedOffering(price, 4),
  configuration: null,
  versus: null,
};

test("a configuration needs what its runs were measured to", () => {
  const [cell] = cellsByVolume(analysis, QUESTION.operation, QUESTION.offeringOf);
  // Records of the fixture: 0.08925 / 3,600 / 0.003 x 1e6 texts a second; 2.4 s of training and 0.3 s of compressing.
  expect(cell!.needs).toMatchObject({
    textsPerSecond: expect.closeTo(8263.9, 1),
    requestMs: 0.08,
    coldStartMs: 240,
    memoryBytes: 128 * 2 ** 20,
    measuredOn: { architecture: "x86_64", accelerator: null },
    trainingMs: 2700,
    teachersMs: null,
  });
  expect(cell!.offering).toMatchObject({ kind: "on-demand", usdPerHour: 0.08925, machine: { memoryGiB: 4 } });
});

test("the search is every training once, and the rest of every run", () => {
  // Six runs of three configurations share two trainings: 2 x 2.4 s + 6 x (0.3 + 3.2) s.
  expect(searchUsd(analysis.cells)).toBeCloseTo((25.8 / 3600) * 0.08925, 12);
});

test("teachers that several students share count once in the search, and again in each student's training", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const teaching = { trainWallMs: 1000, answersWallMs: 200, processWallMs: 6000, trainRuns: ["teacher#1"] };
  const records = plan.cells.map((cell): OkRecord => {
    const record = okRecord(cell);
    return { ...record, usage: { ...record.usage, teaching } };
  });
  const taught = analyzed(plan, records);
  expect(searchUsd(taught.cells)).toBeCloseTo(((2.4 + 6 + 2 * 3.5) / 3600) * 0.08925, 12);
  expect(cellsByVolume(taught, QUESTION.operation).map(({ needs }) => needs.teachersMs)).toEqual([6000, 6000]);
});

test("the answer is asked about and compared with the baseline", () => {
  const { chosen, cells, crossings } = costAnswer(analysis, QUESTION)!;
  expect(chosen.configuration.label).toBe("int4");
  expect(cells.map(({ configuration }) => configuration.label)).toEqual(["int4", "int8", "float32"]);
  expect(crossings).toMatchObject([{ kind: "cell", other: { configuration: { label: "float32" } }, differenceUsd: 0 }]);
  // One machine, 40 % busy, at $0.003 per million texts: 65.1525 x 0.4 / 0.003 million texts; int4 serves three times as many.
  expect(crossings[0]!.breakEven).toMatchObject({ start: "neither" });
  expect(crossings[0]!.breakEven.changes[0]).toEqual({ texts: 8_687_000_001, cheaper: "first" });
});

test("another configuration can be asked about, and another one compared with it", () => {
  const [int8, int4] = ["int8", "int4"].map((label) => named(analysis, label).id);
  const { chosen, crossings } = costAnswer(analysis, { ...QUESTION, configuration: int8!, versus: int4! })!;
  expect(chosen.configuration.id).toBe(int8);
  expect(crossings).toMatchObject([{ kind: "cell", other: { configuration: { id: int4 } } }]);
});

test("the baseline is compared with the one that is served at the lowest cost", () => {
  const { crossings } = costAnswer(analysis, { ...QUESTION, configuration: named(analysis, "float32").id })!;
  expect(crossings).toMatchObject([{ kind: "cell", other: { configuration: { label: "int4" } } }]);
});

test("it is compared with a hosted price and with the cheapest serverless offer", () => {
  const question = { ...QUESTION, hosted: 0.1, offerings: [SERVERLESS] };
  const { crossings, quotes } = costAnswer(analysis, question)!;
  expect(crossings.map(({ kind }) => kind)).toEqual(["hosted", "cell", "offer"]);
  expect(quotes.quotes.map(({ offering }) => offering.kind)).toEqual(["serverless", "on-demand"]);
  // 730 h x $0.08925, and 730 / 720 trainings of a minute.
  const usd = 65.1525 + (730 / 720) * (0.08925 / 60);
  expect(crossings[0]).toMatchObject({ differenceUsd: expect.closeTo(5 - usd, 9) });
  expect(crossings[0]!.breakEven.changes).toEqual([{ texts: Math.floor(usd * 1e7) + 1, cheaper: "first" }]);
});

test("nothing has a cost before a run has finished", () => {
  expect(
    costAnswer(
      analysisBy(() => null),
      QUESTION,
    ),
  ).toBeNull();
});
