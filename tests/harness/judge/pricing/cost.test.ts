import { expect, test } from "vitest";
import type { Price } from "../../../../harness/contract/index.ts";
import { billedUsd, estimateCost, usdPerMillionTexts, wallUsd } from "../../../../harness/judge/pricing/cost.ts";

/** 3.60 USD an hour is a tenth of a cent a second. */
const PRICE: Price = {
  id: "maker/box/here/on-demand",
  usdPerHour: 3.6,
  source: "a price list",
  date: "2026-01-31",
  region: "here",
  terms: "on-demand",
  billing: { granularitySeconds: 60, minimumSeconds: 120 },
};

test("a million texts at 1,000 per second take 1,000 seconds, which cost a dollar", () => {
  expect(usdPerMillionTexts(1000, 3.6)).toBeCloseTo(1, 12);
  expect(usdPerMillionTexts(2000, 3.6)).toBeCloseTo(0.5, 12);
});

test.each([0, -1, Number.NaN])("a throughput of %d has no price", (textsPerSecond) => {
  expect(() => usdPerMillionTexts(textsPerSecond, 3.6)).toThrow(RangeError);
});

test("marginal cost is seconds times rate, without a minimum", () => {
  expect(wallUsd(1500, 3.6)).toBeCloseTo(0.0015, 12);
  expect(wallUsd(0, 3.6)).toBe(0);
});

test.each([
  // seconds of wall time, seconds billed
  [0, 120],
  [1, 120], // below the minimum
  [120, 120],
  [120.001, 180], // a started step is a whole one
  [180, 180],
])("%d s are billed as %d s by the minute with two minutes at least", (seconds, billedSeconds) => {
  expect(billedUsd(seconds * 1000, PRICE)).toBeCloseTo(billedSeconds * 0.001, 12);
});

test("a run's cost: training alone, the measured work, the bill, and serving", () => {
  const cost = estimateCost(
    {
      trainWallMs: 10_000,
      compressWallMs: 2_000,
      serve: { measuredMs: 8_000, textsPerSecond: 1000 },
      processWallMs: { train: 70_000, compress: 40_000, serve: 20_000 },
    },
    PRICE,
  );
  expect(cost.trainUsd).toBeCloseTo(0.01, 12);
  expect(cost.runUsd).toBeCloseTo(0.02, 12);
  expect(cost.billedUsd).toBeCloseTo(0.18, 12); // 130 s: three minutes
  expect(cost.usdPerMillionTexts).toBeCloseTo(1, 12);
  expect(cost.price).toEqual(PRICE);
});

test("a student's cost includes its teachers': their steps, their predictions, and their processes on the bill", () => {
  const usage = {
    trainWallMs: 10_000,
    compressWallMs: 2_000,
    serve: { measuredMs: 8_000, textsPerSecond: 1000 },
    processWallMs: { train: 70_000, compress: 40_000, serve: 20_000 },
  };
  const teaching = { trainWallMs: 25_000, answersWallMs: 5_000, processWallMs: 60_000, trainRuns: ["a#1@t", "b#1@t"] };
  const cost = estimateCost({ ...usage, teaching }, PRICE);
  expect(cost.trainUsd).toBeCloseTo(0.04, 12); // 10 + 25 + 5 s
  expect(cost.teacherUsd).toBeCloseTo(0.03, 12);
  expect(cost.runUsd).toBeCloseTo(0.05, 12);
  expect(cost.billedUsd).toBeCloseTo(0.24, 12); // 190 s: four minutes
  expect(cost.usdPerMillionTexts).toBeCloseTo(1, 12); // serving costs what it cost
  expect(estimateCost(usage, PRICE)).not.toHaveProperty("teacherUsd");
});
