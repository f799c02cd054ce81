import { expect, test } from "vitest";
import { coordinates, principalComponents } from "../../../../harness/base/statistics/principal-components.ts";

test("of points on a line the first direction is the line's, whatever is added to all", () => {
  // (3, 4) / 5 times -10, 0 and 10, around (1, 1).
  const { mean, directions } = principalComponents([-5, -7, 1, 1, 7, 9], 2, 1);
  expect([...mean]).toEqual([1, 1]);
  expect(directions[0]![0]).toBeCloseTo(0.6, 12);
  expect(directions[0]![1]).toBeCloseTo(0.8, 12);
  const along = coordinates([-5, -7, 1, 1, 7, 9], { mean, directions });
  expect([...along].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-10, 0, 10]);
});

test("directions come by falling variance, and all of them keep every distance", () => {
  // Variances 8 / 4 and 2 / 4 along the axes.
  const values = [0, 2, 0, -2, 1, 0, -1, 0];
  const components = principalComponents(values, 2, 2);
  expect(components.directions.map((direction) => [...direction].map((value) => Math.abs(Math.round(value))))).toEqual([
    [0, 1],
    [1, 0],
  ]);
  const placed = coordinates(values, components);
  expect(Math.hypot(placed[0]! - placed[4]!, placed[1]! - placed[5]!)).toBeCloseTo(Math.sqrt(5), 6);
});
