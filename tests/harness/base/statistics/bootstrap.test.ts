import { expect, test } from "vitest";
import { bootstrapMeans, drawsFor, resample, weightedSum } from "../../../../harness/base/statistics/bootstrap.ts";
import { seeded } from "../../../fixtures/records.ts";

test("a sample counts how often each item was drawn, in as many draws as there are items", () => {
  const draws = [0.1, 0.9, 0.95, 0.3];
  const counts = Uint32Array.of(9, 9, 9, 9);
  resample(counts, () => draws.shift()!);
  expect([...counts]).toEqual([1, 1, 0, 2]); // floor(4u) = 0, 3, 3, 1
});

test("a weighted sum counts each value as often as it was drawn", () => {
  expect(weightedSum([1, 10, 100], Uint32Array.of(2, 0, 1))).toBe(102);
});

test("a constant column has an interval of width 0", () => {
  const [interval] = bootstrapMeans([new Float64Array(50).fill(0.25)], 50, 200, seeded(1));
  expect(interval).toEqual({ low: 0.25, high: 0.25 });
});

test("the interval of a share agrees with its normal approximation", () => {
  // 400 rows, half of them 1: standard error 0.5 / 20 = 0.025, so 0.5 -+ 0.049.
  const column = Float64Array.from({ length: 400 }, (_, row) => row % 2);
  const [interval] = bootstrapMeans([column], 400, 2000, seeded(7));
  expect(interval!.low).toBeCloseTo(0.451, 2);
  expect(interval!.high).toBeCloseTo(0.549, 2);
});

test("the same seed gives the same interval", () => {
  const column = Float64Array.from({ length: 30 }, (_, row) => row / 30);
  expect(bootstrapMeans([column], 30, 100, seeded(3))).toEqual(bootstrapMeans([column], 30, 100, seeded(3)));
});

test("large test sets get fewer draws, but at least 200", () => {
  expect(drawsFor(421 * 36)).toBe(2000);
  expect(drawsFor(1e6)).toBe(1000);
  expect(drawsFor(1e9)).toBe(200);
});
