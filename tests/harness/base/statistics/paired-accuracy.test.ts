import { expect, test } from "vitest";
import { correctRows } from "../../../../harness/base/statistics/correct-rows.ts";
import { differenceByRow, rowSignTest } from "../../../../harness/base/statistics/paired-accuracy.ts";
import { bitset } from "../../../fixtures/answers.ts";

test("the bitset is read least significant bit first, and unused bits of the last byte are ignored", () => {
  // 0b00000101 = rows 0 and 2, 0b00000010 = row 9 of 10.
  const base64 = Buffer.from([0b101, 0b10]).toString("base64");
  expect([...correctRows(base64, 10)]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
});

test("the reader understands the fixtures' bitset", () => {
  const bits = [true, false, true, true, false, false, true, false, true];
  expect([...correctRows(bitset(bits), 9)]).toEqual(bits.map(Number));
});

test("the error for a bitset of the wrong length gives the length needed", () => {
  expect(() => correctRows(Buffer.from([1]).toString("base64"), 9)).toThrow(/2 bytes for 9 test rows, got 1/);
});

test("the difference is by row, averaged over the pairs", () => {
  const difference = differenceByRow([
    { candidate: Uint8Array.of(1, 1, 0, 0), reference: Uint8Array.of(1, 0, 1, 0) },
    { candidate: Uint8Array.of(1, 1, 1, 0), reference: Uint8Array.of(0, 0, 1, 0) },
  ]);
  expect([...difference]).toEqual([0.5, 1, -0.5, 0]);
});

test("sign test over rows: 1 against 5 discordant rows gives p = 2 (1 + 6) / 64", () => {
  expect(rowSignTest(Float64Array.of(1, -1, -1, -1, -1, -1, 0, 0))).toBeCloseTo(14 / 64, 12);
});

test("sign test over rows: no discordant rows, or as many either way, give p = 1", () => {
  expect(rowSignTest(new Float64Array(10))).toBe(1);
  expect(rowSignTest(Float64Array.of(1, -1, 1, -1))).toBe(1);
});

test("sign test over rows: a thousand discordant rows do not overflow", () => {
  // 450 against 550: z = (100 - 1) / sqrt(1000) = 3.13, two-sided p near 0.0017.
  const rows = Float64Array.from({ length: 1000 }, (_, row) => (row < 450 ? 1 : -1));
  expect(rowSignTest(rows)).toBeCloseTo(0.0017, 4);
});

test("sign test over rows: a row has one vote however many seeds repeat it, and none if its thirds cancel out", () => {
  const pair = { candidate: Uint8Array.of(0, 0, 0, 0, 0, 1), reference: Uint8Array.of(1, 1, 1, 1, 1, 1) };
  expect(rowSignTest(differenceByRow([pair, pair, pair]))).toBeCloseTo(rowSignTest(differenceByRow([pair])), 12);
  expect(rowSignTest(Float64Array.of(1 / 3 + 1 / 3 - 2 / 3 + 1e-17))).toBe(1);
});

test("sign test over rows: p is never 0, however clear the difference", () => {
  // 2 / 2^2000 is below the smallest float64.
  expect(rowSignTest(new Float64Array(2000).fill(-1))).toBe(Number.MIN_VALUE);
});
