import { expect, test } from "vitest";
import type { Price } from "../../../../harness/contract/index.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { figuresOf } from "../../../../harness/judge/figures/figures.ts";
import { type Prices, pricedRun } from "../../../../harness/judge/pricing/priced-run.ts";
import { makePlan, okRecord, seeded } from "../../../fixtures/records.ts";

/** $0.36 per hour is a hundredth of a cent per second. */
const OFFER: Price = {
  id: "maker/box/here/on-demand",
  usdPerHour: 0.36,
  source: "a price list",
  date: "2026-01-31",
  region: "here",
  terms: "on-demand",
  billing: { granularitySeconds: 60, minimumSeconds: 120 },
};

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const record = okRecord(cell!);
const measured = {
  ...record,
  usage: {
    ...record.usage,
    trainWallMs: 10_000,
    compressWallMs: 2_000,
    processWallMs: { train: 70_000, compress: 40_000, serve: 20_000 },
    serve: {
      ...record.usage.serve,
      textsPerSecond: 100_000,
      textsPerSecondRange: [80_000, 125_000],
      measuredMs: 8_000,
    },
  },
} as typeof record;

test("100,000 texts per second at $0.36 per hour are $0.001 per million texts, whatever the record's cost states", () => {
  const stale = { ...measured, cost: { ...measured.cost, usdPerMillionTexts: 99, trainUsd: 99, runUsd: 99 } };
  const figures = figuresOf([pricedRun(stale, OFFER)])!;
  // A million texts take 10 s; the slowest round takes 12.5 s, the fastest 8 s.
  expect(figures.usdPerMillionTexts.middle).toBeCloseTo(0.001, 15);
  expect(figures.usdPerMillionTexts.low).toBeCloseTo(0.0008, 15);
  expect(figures.usdPerMillionTexts.high).toBeCloseTo(0.00125, 15);
  expect(figures.trainUsd.middle).toBeCloseTo(0.001, 15); // 10 s
  expect(figures.runUsd.middle).toBeCloseTo(0.002, 15); // 10 + 2 + 8 s
  expect(figures.billedUsd.middle).toBeCloseTo(0.018, 15); // 130 s: three minutes
  expect(figures.price).toBe("maker/box/here/on-demand");
});

const plan = makePlan({ axes: { serveBackend: ["onnx", "wasm"] }, seeds: [1, 2] });
const records = plan.cells.map((one) =>
  okRecord(one, { usdPerMillionTexts: one.fields.serveBackend === "onnx" ? 0.001 : 0.002 }),
);
const winnerAt = (prices?: Prices) => {
  const { answer, configurations, prices: used } = analyze(plan, records, seeded(1), prices);
  return { winner: configurations.find(({ id }) => id === answer.winner)?.label, used };
};

test("the recorded prices apply unless others are given", () => {
  const { winner, used } = winnerAt();
  expect(winner).toBe("onnx");
  expect(used).toEqual([{ price: records[0]!.cost.price, origin: "record", backends: ["onnx", "wasm"], repriced: 0 }]);
});

test("another price of one backend changes the answer, and it says whose price it is", () => {
  // Half as fast, so at less than half the price per hour cheaper.
  const cheap = { ...OFFER, usdPerHour: records[0]!.cost.price.usdPerHour / 4 };
  const { winner, used } = winnerAt(new Map([["wasm", cheap]]));
  expect(winner).toBe("wasm");
  expect(used.map(({ price, origin, backends }) => [price.id, origin, backends])).toEqual([
    ["aws/c7i.large/us-east-1/on-demand", "record", ["onnx"]],
    ["maker/box/here/on-demand", "given", ["wasm"]],
  ]);
});

test("scaling all prices scales the dollars and changes neither ties nor the frontier", () => {
  const before = analyze(plan, records, seeded(1));
  const dear = { ...OFFER, usdPerHour: 10 };
  const after = analyze(
    plan,
    records,
    seeded(1),
    new Map([
      ["onnx", dear],
      ["wasm", dear],
    ]),
  );
  const orders = (one: typeof before) =>
    one.configurations.map(({ id, isOnFrontier, frontierProbability }) => [id, isOnFrontier, frontierProbability]);
  expect(orders(after)).toEqual(orders(before));
  expect(after.answer.winner).toBe(before.answer.winner);
});
