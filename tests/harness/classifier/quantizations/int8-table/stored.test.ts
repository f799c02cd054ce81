import fc from "fast-check";
import { expect, test } from "vitest";
import { NonFiniteError } from "../../../../../harness/base/errors.ts";
import { toInt8Table } from "../../../../../harness/classifier/quantizations/int8-table/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";
import { thirdRow, withThirdRow } from "../../../../fixtures/matrices.ts";

/** Words that a kernel may add up in 16 bits. */
const WORDS = 256;

/** Padding and <OOV> of zeros, then the given words. */
const tableOf = (words: readonly (readonly number[])[]) => {
  const columns = words[0]!.length;
  const data = Float32Array.from([...new Array<number>(2 * columns).fill(0), ...words.flat()]);
  return { rows: words.length + 2, columns, data };
};

/** Sums of the codes of all rows, by column, in 16 bits. */
const sumsIn16Bits = ({ codes, shape: [, columns] }: ReturnType<typeof toInt8Table>) => {
  const sums = new Int16Array(columns);
  codes.forEach((code, index) => {
    sums[index % columns]! += code;
  });
  return sums;
};

test("one scale for all words follows the largest of them and leaves padding and <OOV> out", () => {
  const matrix = { rows: 4, columns: 2, data: Float32Array.of(9, -9, 9, 8, 1.27, -0.01, 0.014, -2.54) };
  const stored = toInt8Table(matrix);
  expect(stored.scale).toBe(Math.fround(2.54 / 127));
  expect([...stored.codes]).toEqual([0, 0, 0, 0, 64, 0, 1, -127]); // 63.5 and -0.5 round up, 0.7 to 1
  const values = dequantize(stored);
  expect([...values.slice(0, 4)]).toEqual([9, -9, 9, 8]);
  [1.28, 0, 0.02, -2.54].forEach((value, index) => {
    expect(values[4 + index]).toBeCloseTo(value, 6);
  });
});

test("the largest codes of 256 words add up in 16 bits, and times the scale give the sum of the words", () => {
  const stored = toInt8Table(tableOf(Array.from({ length: WORDS }, () => [0.5, -0.5, 0.25])));
  const sums = sumsIn16Bits(stored);
  expect([...sums]).toEqual([32_512, -32_512, 16_384]); // 256 x 127 and 256 x 64, as 63.5 rounds up
  expect([...sums].map((sum) => sum * stored.scale)).toEqual([
    expect.closeTo(128, 5),
    expect.closeTo(-128, 5),
    expect.closeTo(64.504, 3),
  ]);
});

test("the sum of any 256 words is that of their codes in 16 bits", () => {
  const weight = fc.float({ min: -4, max: 4, noNaN: true });
  const word = fc.array(weight, { minLength: 3, maxLength: 3 });
  holdsForAll(fc.array(word, { minLength: WORDS, maxLength: WORDS }), (words) => {
    const stored = toInt8Table(tableOf(words));
    const values = dequantize(stored);
    sumsIn16Bits(stored).forEach((sum, column) => {
      const exact = words.reduce((total, _, word) => total + values[(word + 2) * 3 + column]!, 0);
      expect(Math.abs(sum * stored.scale - exact)).toBeLessThan(1e-4); // 256 roundings to float32 of up to 2.4e-7
    });
  });
});

test("no weight is off by more than half the scale", () => {
  const weight = fc.float({ min: Math.fround(-1e6), max: Math.fround(1e6), noNaN: true });
  holdsForAll(fc.array(fc.array(weight, { minLength: 5, maxLength: 5 }), { minLength: 1 }), (words) => {
    const matrix = tableOf(words);
    const stored = toInt8Table(matrix);
    dequantize(stored).forEach((value, index) => {
      expect(Math.abs(value - matrix.data[index]!)).toBeLessThanOrEqual(stored.scale * 0.5001);
    });
  });
});

test("words of zeros stay zeros", () => {
  const stored = toInt8Table(withThirdRow(0, 0));
  expect(stored.scale).toBe(0);
  expect(thirdRow(dequantize(stored), 2)).toEqual([0, 0]);
});

test("a broken weight is refused, not made 0", () => {
  expect(() => toInt8Table(withThirdRow(1, Number.NaN))).toThrow(/cannot quantize the weight NaN/);
  expect(() => toInt8Table(withThirdRow(1, Number.POSITIVE_INFINITY))).toThrow(NonFiniteError);
});
