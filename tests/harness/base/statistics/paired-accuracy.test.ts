import { expect, test } from "vitest";
import { correctRows } from "../../../../harness/base/statistics/correct-rows.ts";
import {
  differenceKinds,
  pairedDifferences,
  rowSignTest,
  varianceOfMeanDifference,
} from "../../../../harness/base/statistics/paired-accuracy.ts";
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

/** One pair for each text of signs: + where the candidate alone is right, - where the reference is, 0 and 1 where both are wrong or right. */
const pairsOf = (...signs: string[]) =>
  signs.map((own) => ({
    candidate: Uint8Array.from(own, (sign) => Number(sign === "+" || sign === "1")),
    reference: Uint8Array.from(own, (sign) => Number(sign === "-" || sign === "1")),
  }));
const signTestOf = (...signs: string[]) => rowSignTest(pairedDifferences(pairsOf(...signs)));

test("the differences of pairs are means and counts of rows", () => {
  const differences = pairedDifferences(pairsOf("1+-0", "++10"));
  expect(differences).toMatchObject({
    rows: 4,
    each: [
      { mean: 0, differing: 2 },
      { mean: 0.5, differing: 2 },
    ],
  });
  // Sums by row: 1, 2, -1, 0, of which none is -2.
  expect([...differences.counts]).toEqual([0, 1, 1, 1, 1]);
  expect([...differenceKinds(differences)]).toEqual([
    [-0.5, 1],
    [0, 1],
    [0.5, 1],
    [1, 1],
  ]);
});

test("the squared error of their mean is that of the rows' values", () => {
  // Values .5, 1, -.5, 0 with the mean .25: squares .0625 + .5625 + .5625 + .0625 = 1.25, by 3 and by 4.
  expect(varianceOfMeanDifference(pairedDifferences(pairsOf("1+-0", "++10")))).toBeCloseTo(1.25 / 12, 12);
  expect(varianceOfMeanDifference(pairedDifferences(pairsOf("+")))).toBe(0);
});

test("sign test over rows: 1 against 5 discordant rows gives p = 2 (1 + 6) / 64", () => {
  expect(signTestOf("+-----01")).toBeCloseTo(14 / 64, 12);
});

test("sign test over rows: no discordant rows, or as many either way, give p = 1", () => {
  expect(signTestOf("0101010101")).toBe(1);
  expect(signTestOf("+-+-")).toBe(1);
});

test("sign test over rows: a thousand discordant rows do not overflow", () => {
  // 450 against 550: z = (100 - 1) / sqrt(1000) = 3.13, two-sided p near 0.0017.
  expect(signTestOf("+".repeat(450) + "-".repeat(550))).toBeCloseTo(0.0017, 4);
});

test("sign test over rows: a row has one vote however many seeds repeat it, and none if they cancel out", () => {
  const one = "-----1";
  expect(signTestOf(one, one, one)).toBeCloseTo(signTestOf(one), 12);
  expect(signTestOf("+", "+", "-", "-")).toBe(1);
});

test("sign test over rows: p is never 0, however clear the difference", () => {
  // 2 / 2^2000 is below the smallest float64.
  expect(signTestOf("-".repeat(2000))).toBe(Number.MIN_VALUE);
});
