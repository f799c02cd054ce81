import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../../../../harness/base/random/mt19937.ts";
import { assign, kMeans } from "../../../../../harness/classifier/quantizations/product/k-means.ts";

const settings = (count: number) => ({ count, iterations: 20 });

/** Starts at the first point; then draws with the given numbers. */
function scripted(...draws: number[]): RandomStream {
  const left = [...draws];
  return { ...randomStream(0), nextIntBelowOrEqual: () => 0, nextFloat64: () => left.shift()! };
}

test("four points in two clusters have their centroids in the middle of each", () => {
  const points = Float32Array.of(0, 0, 0, 2, 10, 0, 10, 2);
  // From (0, 0), the squared distances are 0, 4, 100, 104: half of their sum falls on the third.
  const centroids = kMeans(points, 2, settings(2), scripted(0.5));
  expect([...centroids]).toEqual([0, 1, 10, 1]);
  expect([...assign(points, centroids, 2).codes]).toEqual([0, 0, 1, 1]);
  expect([...assign(points, centroids, 2).distances]).toEqual([1, 1, 1, 1]);
  expect([...points]).toEqual([0, 0, 0, 2, 10, 0, 10, 2]);
});

test("a cluster that loses its points starts anew at the point farthest from its own centroid", () => {
  const points = Float32Array.of(3.5, 4, 6, 6.125, 6.125, 6.125, 6.125, 8.125);
  // Starts 3.5, 4 and 8.125 take {3.5}, {4, 6} and the rest; their means 3.5, 5 and 6.525 then leave the second empty:
  // 4 goes to the first and 6 to the third. 8.125 lies farthest off, at 1.6, and becomes a cluster of its own.
  const centroids = kMeans(points, 1, settings(3), scripted(0, 0.99));
  expect([...centroids].map((value) => Number(value.toFixed(5)))).toEqual([3.75, 8.125, 6.1]);
});

test("of fewer different points than centroids each is one", () => {
  const centroids = kMeans(Float32Array.of(5, 1, 5, 1, 1), 1, settings(4), randomStream(1));
  expect([...centroids].sort()).toEqual([1, 5]);
  expect(kMeans(new Float32Array(0), 1, settings(4), randomStream(1)).length).toBe(0);
});

test("more rounds never fit worse, and one seed gives one answer", () => {
  const points = Float32Array.from({ length: 600 }, (_, index) => Math.sin(index * index));
  const run = (iterations: number) => kMeans(points, 3, { count: 20, iterations }, randomStream(7));
  const error = (centroids: Float32Array) => assign(points, centroids, 3).distances.reduce((sum, one) => sum + one, 0);
  const errors = [1, 2, 4, 8, 16].map((iterations) => error(run(iterations)));
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  expect(errors.at(-1)).toBeLessThan(errors[0]!);
  expect(run(8)).toEqual(run(8));
});
