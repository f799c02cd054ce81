import fc from "fast-check";
import { expect, test } from "vitest";
import { gridNoise, gridOf } from "../../../../harness/classifier/privacy/grid-noise.ts";
import { testRandom } from "../../../fixtures/texts.ts";

const uniformFrom = (seed: number) => {
  const random = testRandom(seed);
  return () => 1 - random();
};

test("a grid has 2^19 to 2^20 steps in a standard deviation, and is a power of 2", () => {
  expect(gridOf(1)).toBe(2 ** -19);
  expect(gridOf(1.9)).toBe(2 ** -19);
  expect(gridOf(0.75)).toBe(2 ** -20);
});

test("noise is on the grid, and float32 holds it exactly", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.integer({ min: 1, max: 99 }), (deviation, seed) => {
      const grid = gridOf(deviation);
      for (const value of gridNoise(31, { standardDeviation: deviation, grid }, uniformFrom(seed))) {
        expect(Number.isInteger(value / grid)).toBe(true);
        expect(Math.abs(value / grid)).toBeLessThan(2 ** 24);
      }
    }),
    { numRuns: 30 },
  );
});

test("the furthest number that 53 bits reach still has 24 bits", () => {
  const grid = gridOf(1.999);
  const [furthest] = gridNoise(1, { standardDeviation: 1.999, grid }, () => 2 ** -53);
  // sqrt(2 x 53 ln 2) = 8.57 standard deviations.
  expect(furthest! / 1.999).toBeCloseTo(8.57, 2);
  expect(furthest! / grid).toBeLessThan(2 ** 24);
});

test("noise has the mean, the variance and the tails of a normal distribution", () => {
  const deviation = 0.3;
  const noise = gridNoise(200_000, { standardDeviation: deviation, grid: gridOf(deviation) }, uniformFrom(4));
  const share = (isIn: (value: number) => boolean) => noise.filter(isIn).length / noise.length;
  // Five standard errors of each.
  expect(Math.abs(noise.reduce((sum, value) => sum + value, 0) / noise.length)).toBeLessThan(0.0034);
  expect(Math.abs(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length / 0.09 - 1)).toBeLessThan(0.016);
  expect(Math.abs(share((value) => Math.abs(value) < 0.3) - 0.6827)).toBeLessThan(0.0052);
  expect(Math.abs(share((value) => value > 0.6) - 0.02275)).toBeLessThan(0.0017);
});

test("an odd number of values is drawn, too", () => {
  expect(gridNoise(3, { standardDeviation: 1, grid: 2 ** -19 }, uniformFrom(1))).toHaveLength(3);
});
