import { expect, test } from "vitest";
import { initialEmbedding } from "../../../../harness/classifier/training/initial-embedding.ts";

const WORDS = {
  width: 2,
  values: Float32Array.of(0, 0, 3, 4, -3, -4, 0, 0),
  found: Uint8Array.of(0, 1, 1, 0),
};

test("at their own width vectors are rows as they are; others are random, as large as these", () => {
  const embedding = initialEmbedding(WORDS, { rows: 500, columns: 2 }, 1);
  expect([...embedding.subarray(2, 6)]).toEqual([3, 4, -3, -4]);
  const rest = [0, ...Array.from({ length: 497 }, (_, row) => row + 3)].map((row) =>
    embedding.subarray(2 * row, 2 * row + 2),
  );
  for (const [column, rms] of [3, 4].entries()) {
    const values = rest.map((row) => row[column]!);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(rms * Math.sqrt(3));
    expect(Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)).toBeCloseTo(rms, 0);
  }
});

test("wider vectors are projected to the directions in which they differ", () => {
  const embedding = initialEmbedding(WORDS, { rows: 4, columns: 1 }, 1);
  expect(embedding).toHaveLength(4);
  expect(embedding[1]).toBeCloseTo(5, 5);
  expect(embedding[2]).toBeCloseTo(-5, 5);
});

test("equal seeds give equal rows, another seed others, and vectors stay what they are", () => {
  const [one, again, other] = [1, 1, 2].map((seed) => initialEmbedding(WORDS, { rows: 5, columns: 2 }, seed));
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect(other!.subarray(2, 6)).toEqual(one!.subarray(2, 6));
});
