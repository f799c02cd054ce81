import { expect, test } from "vitest";
import { normalizedRows, poolTokens } from "../../../../../harness/classifier/encoders/folder/pool.ts";

/** Two texts of three tokens with two columns each; 90 and more stands for padding. */
const PADDED = { data: Float32Array.of(1, 2, 3, 6, 90, 91, 5, 7, 92, 93, 94, 95), tokens: 3, columns: 2 };
const SPANS = [
  { start: 0, end: 2 },
  { start: 0, end: 1 },
];

test("a mean is that of a text's own tokens: (1 + 3) / 2 and (2 + 6) / 2, whatever padding holds", () => {
  expect([...poolTokens(PADDED, SPANS, "mean")]).toEqual([2, 4, 5, 7]);
  const other = { ...PADDED, data: PADDED.data.map((value) => (value >= 90 ? Number.NaN : value)) };
  expect([...poolTokens(other, SPANS, "mean")]).toEqual([2, 4, 5, 7]);
});

test("the first token is the first of the text, also where padding stands before it", () => {
  expect([...poolTokens(PADDED, SPANS, "first")]).toEqual([1, 2, 5, 7]);
  const spans = [
    { start: 1, end: 3 },
    { start: 2, end: 3 },
  ];
  const onTheLeft = { data: Float32Array.of(90, 91, 1, 2, 3, 6, 92, 93, 94, 95, 5, 7), tokens: 3, columns: 2 };
  expect([...poolTokens(onTheLeft, spans, "first")]).toEqual([1, 2, 5, 7]);
  expect([...poolTokens(onTheLeft, spans, "mean")]).toEqual([2, 4, 5, 7]);
});

test("a text without a token gets zeros, and rows that only fill a batch are left out", () => {
  expect([...poolTokens(PADDED, [{ start: 0, end: 0 }], "mean")]).toEqual([0, 0]);
  expect([...poolTokens(PADDED, [{ start: 0, end: 0 }], "first")]).toEqual([0, 0]);
});

test("sums are in float64: 2^24 and two ones are 2^24 + 2", () => {
  const data = Float32Array.of(2 ** 24, 1, 1, 0);
  const [mean] = poolTokens({ data, tokens: 4, columns: 1 }, [{ start: 0, end: 4 }], "mean");
  expect(mean).toBe((2 ** 24 + 2) / 4);
});

test("normalized rows have the length 1: (3, 4) is (0.6, 0.8); zeros stay, and the input is left as it is", () => {
  const rows = Float32Array.of(3, 4, 0, 0, -5, 12);
  const expected = [0.6, 0.8, 0, 0, -5 / 13, 12 / 13];
  for (const [at, value] of normalizedRows(rows, 2).entries()) expect(value).toBeCloseTo(expected[at]!, 7);
  expect([...rows]).toEqual([3, 4, 0, 0, -5, 12]);
});
