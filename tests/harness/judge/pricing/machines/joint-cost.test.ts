import { expect, test } from "vitest";
import { coalitionUsd, type JointWork, ownersUsd } from "../../../../../harness/judge/pricing/machines/joint-cost.ts";

/** Steps of 3 ms, and ten exchanges of a megabyte: 2 (0.5 + 0.5) ms between two, 4 (0.5 + 1/3) between three. */
const WORK: JointWork = {
  steps: [100, 200, 400],
  gradientMs: 2,
  updateMs: 1,
  exchanges: 10,
  numbers: 125_000,
  bytesOfNumber: 8,
};
/** A dollar a second. */
const AT = { link: { latencyMs: 0.5, bytesPerSecond: 1e9 }, usdPerHour: 3600 };

test("owners wait for the one with most steps, and each machine bills", () => {
  expect(coalitionUsd(WORK, [0], AT)).toBeCloseTo(0.3, 12);
  expect(coalitionUsd(WORK, [0, 1], AT)).toBeCloseTo(2 * (0.6 + 0.02), 12);
  expect(coalitionUsd(WORK, [0, 1, 2], AT)).toBeCloseTo(3 * (1.2 + 0.0333333333), 9);
});

test("each pays the mean of what it adds, over six orders", () => {
  // Alone 0.3, 0.6, 1.2; pairs 1.24, 2.44, 2.44; all 3.7.
  // First: (2 x 0.3 + (1.24 - 0.6) + (2.44 - 1.2) + 2 (3.7 - 2.44)) / 6 = 5.0 / 6.
  // Second: (2 x 0.6 + (1.24 - 0.3) + (2.44 - 1.2) + 2 (3.7 - 2.44)) / 6 = 5.9 / 6.
  // Third: (2 x 1.2 + (2.44 - 0.3) + (2.44 - 0.6) + 2 (3.7 - 1.24)) / 6 = 11.3 / 6.
  const usd = ownersUsd(WORK, AT);
  expect(usd.map(({ joint }) => Number(joint!.toFixed(9)))).toEqual(
    [5 / 6, 5.9 / 6, 11.3 / 6].map((x) => Number(x.toFixed(9))),
  );
  expect(usd.map(({ alone }) => Number(alone.toFixed(9)))).toEqual([0.3, 0.6, 1.2]);
  expect(usd.reduce((sum, { joint }) => sum + joint!, 0)).toBeCloseTo(3.7, 9);
});

test("more than eight owners are not shared between", () => {
  const many = { ...WORK, steps: new Array<number>(9).fill(1) };
  expect(ownersUsd(many, AT).every(({ joint }) => joint === null)).toBe(true);
});
