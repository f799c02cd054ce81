import { describe, expect, test } from "vitest";
import { NonFiniteError } from "../../../../../harness/base/errors.ts";
import { toProduct } from "../../../../../harness/classifier/quantizations/product/stored.ts";
import { technique } from "../../../../../harness/classifier/quantizations/product/technique.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";

/** The given rows after those of padding and <OOV>. */
const withWords = (columns: number, ...words: number[][]) => ({
  rows: words.length + 2,
  columns,
  data: Float32Array.from([...Array(columns).fill(0.123), ...Array(columns).fill(-0.456), ...words.flat()]),
});
const settings = { subvectorWidth: 4, centroids: 256, norm: false, iterations: 20 };
const words = (values: Float32Array, columns: number) =>
  Array.from(values.slice(2 * columns), (value) => Number(value.toFixed(5)));

/** 100 words of 8 columns without any structure. */
const MIXED = withWords(
  8,
  ...Array.from({ length: 100 }, (_, word) =>
    Array.from({ length: 8 }, (__, column) => Math.sin(word * word + column)),
  ),
);

const squaredError = (values: Float32Array) =>
  values.reduce((sum, value, index) => sum + (value - MIXED.data[index]!) ** 2, 0);

test("four words in two clusters: each becomes the middle of its own", () => {
  const matrix = withWords(2, [2, 0], [2, 2], [200, 0], [200, 2]);
  const stored = toProduct(matrix, { ...settings, centroids: 3 }, 1);
  // Zero, (2, 1) and (200, 1).
  expect([...stored.centroids.slice(0, 2)]).toEqual([0, 0]);
  expect([...stored.codes.slice(0, 2)]).toEqual([0, 0]);
  expect(words(dequantize(stored), 2)).toEqual([2, 1, 2, 1, 200, 1, 200, 1]);
});

test("each sub-vector has centroids of its own, and one code per word", () => {
  const matrix = withWords(4, [1, 1, 5, 5], [1, 1, 7, 7], [2, 2, 5, 5], [2, 2, 7, 7]);
  const stored = toProduct(matrix, { ...settings, subvectorWidth: 2, centroids: 3 }, 1);
  expect(stored.centroids.length).toBe(2 * 3 * 2);
  expect(stored.codes.length).toBe(6 * 2);
  expect(words(dequantize(stored), 4)).toEqual([...matrix.data.slice(8)]);
});

test("with the norm, words of one direction share a code and differ in length", () => {
  const matrix = withWords(2, [3, 4], [6, 8], [0, 5], [0, 10], [0, 0]);
  const stored = toProduct(matrix, { ...settings, centroids: 4, norm: true }, 1);
  // Directions (0.6, 0.8), (0, 1) and none; lengths 5, 10 and 0.
  expect([...stored.norms!.values].sort((a, b) => a - b)).toEqual([0, 5, 10]);
  expect(stored.codes[2]).toBe(stored.codes[3]);
  expect(stored.codes[4]).toBe(stored.codes[5]);
  expect(words(dequantize(stored), 2)).toEqual([3, 4, 6, 8, 0, 5, 0, 10, 0, 0]);
});

test("a last sub-vector may be shorter, and few words have few centroids", () => {
  const matrix = withWords(5, [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [-1, 0, 1, 0, -1]);
  const stored = toProduct(matrix, { ...settings, subvectorWidth: 2 }, 1);
  expect(stored.codes.length).toBe(5 * 3);
  expect(stored.centroids.length).toBe(3 * 4 * 2); // three sub-vectors, three words and the zero vector
  expect(words(dequantize(stored), 5)).toEqual([...matrix.data.slice(10)]);
  expect(toProduct(matrix, { ...settings, subvectorWidth: 8 }, 1).width).toBe(5);
});

test("no other centroid is nearer to a sub-vector than its own", () => {
  const stored = toProduct(MIXED, { ...settings, centroids: 9 }, 1);
  const values = dequantize(stored);
  const distance = (at: number, other: Float32Array) =>
    other.reduce((sum, value, column) => sum + (value - MIXED.data[at + column]!) ** 2, 0);
  for (let at = 2 * 8; at < values.length; at += 4) {
    const first = ((at % 8) / 4) * 9 * 4;
    const all = Array.from({ length: 9 }, (_, code) =>
      stored.centroids.subarray(first + code * 4, first + code * 4 + 4),
    );
    const nearest = Math.min(...all.map((centroid) => distance(at, centroid)));
    expect(distance(at, values.subarray(at, at + 4))).toBe(nearest);
  }
});

describe.each([false, true])("norm %s", (norm) => {
  test("more centroids leave less error, and one per word leaves none", () => {
    const errors = [4, 16, 64, 256].map((centroids) =>
      squaredError(dequantize(toProduct(MIXED, { ...settings, norm, centroids }, 1))),
    );
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
    expect(errors.at(-1)).toBeLessThan(1e-10);
  });

  test("a seed gives the same bytes, another seed others; the matrix is not modified", () => {
    const before = MIXED.data.slice();
    const run = (seed: number) => toProduct(MIXED, { ...settings, norm, centroids: 16 }, seed);
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(MIXED.data).toEqual(before);
  });
});

test("a broken weight is refused", () => {
  expect(() => toProduct(withWords(2, [1, Number.NaN]), settings, 1)).toThrow(NonFiniteError);
});

test("a code is a byte, and a sub-vector has a column", () => {
  expect(() => technique.bind({ centroids: 257 })).toThrow(/centroids.*256/);
  expect(() => technique.bind({ subvectorWidth: 0 })).toThrow(/subvectorWidth/);
  expect(() => technique.bind({ norm: "yes" })).toThrow(/norm/);
});
