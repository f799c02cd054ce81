import { expect, test } from "vitest";
import { bootstrapMean, drawsFor, resample } from "../../../../harness/base/statistics/bootstrap.ts";
import { seeded } from "../../../fixtures/records.ts";

test("a sample counts how often each item was drawn, in as many draws as there are items", () => {
  const draws = [0.1, 0.9, 0.95, 0.3];
  const counts = Uint32Array.of(9, 9, 9, 9);
  resample(counts, () => draws.shift()!);
  expect([...counts]).toEqual([1, 1, 0, 2]); // floor(4u) = 0, 3, 3, 1
});

test("a constant has an interval of width 0", () => {
  expect(bootstrapMean(new Map([[0.25, 50]]), seeded(1), 200)).toEqual({ low: 0.25, high: 0.25 });
});

test("the interval of a share agrees with its normal approximation", () => {
  // 400 rows, half of them 1: standard error 0.5 / 20 = 0.025, so 0.5 -+ 0.049.
  const halves = new Map([
    [0, 200],
    [1, 200],
  ]);
  const { low, high } = bootstrapMean(halves, seeded(7));
  expect(low).toBeCloseTo(0.451, 2);
  expect(high).toBeCloseTo(0.549, 2);
});

test("the interval of a difference agrees with its normal approximation, of many rows too", () => {
  // 40,000 rows: 4,000 won, 2,000 lost. Mean 0.05, variance 0.15 - 0.0025 = 0.1475, error 0.00192: 0.05 -+ 0.00376.
  const kinds = new Map([
    [0, 34_000],
    [1, 4000],
    [-1, 2000],
  ]);
  const { low, high } = bootstrapMean(kinds, seeded(5));
  expect(low).toBeCloseTo(0.04624, 3);
  expect(high).toBeCloseTo(0.05376, 3);
});

test("the same seed gives the same interval", () => {
  const kinds = new Map(Array.from({ length: 30 }, (_, row) => [row / 30, 1]));
  expect(bootstrapMean(kinds, seeded(3), 100)).toEqual(bootstrapMean(kinds, seeded(3), 100));
});

test("large test sets get fewer draws, but at least 200", () => {
  expect(drawsFor(421 * 36)).toBe(2000);
  expect(drawsFor(1e6)).toBe(250);
  expect(drawsFor(1e9)).toBe(200);
});
