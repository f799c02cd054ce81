import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NonFiniteError } from "../../../../../harness/base/errors.ts";
import { toInt8Rows } from "../../../../../harness/classifier/quantizations/int8-rows/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";
import { thirdRow, withThirdRow } from "../../../../fixtures/matrices.ts";

describe("int8 rows", () => {
  test("the largest magnitude of a row gets code 127 or -127, the rest round to its scale", () => {
    const stored = toInt8Rows(withThirdRow(-2.54, 1.27, 0.012, 0));
    expect(stored.scales[2]).toBeCloseTo(0.02, 8); // 2.54 / 127
    expect([...stored.codes.slice(8)]).toEqual([-127, 64, 1, 0]); // 63.5 rounds up, 0.6 to 1
    const values = thirdRow(dequantize(stored), 4);
    expect(values[1]).toBeCloseTo(1.28, 6);
    expect(values[2]).toBeCloseTo(0.02, 6);
  });

  test("one scale for all words follows the largest of them and leaves padding and <OOV> out", () => {
    const matrix = { rows: 4, columns: 2, data: Float32Array.of(9, 9, 9, 9, 1.27, -0.01, 0.014, 2.54) };
    const stored = toInt8Rows(matrix, "tensor");
    expect([...stored.scales]).toEqual([Math.fround(2.54 / 127)]);
    expect([...stored.codes]).toEqual([0, 0, 0, 0, 64, 0, 1, 127]); // 63.5 and -0.5 round up, 0.7 to 1
    const values = dequantize(stored);
    expect([...values.slice(0, 4)]).toEqual([9, 9, 9, 9]);
    expect(values[4]).toBeCloseTo(1.28, 6);
    for (let index = 4; index < 8; index += 1) {
      expect(Math.abs(values[index]! - matrix.data[index]!)).toBeLessThanOrEqual(stored.scales[0]! * 0.5001);
    }
  });

  test("a row of zeros stays zeros", () => {
    expect(thirdRow(dequantize(toInt8Rows(withThirdRow(0, 0))), 2)).toEqual([0, 0]);
  });

  test("no weight is off by more than half its row's scale", () => {
    const weight = fc.float({ min: Math.fround(-1e6), max: Math.fround(1e6), noNaN: true });
    holdsForAll(fc.array(fc.array(weight, { minLength: 7, maxLength: 7 }), { minLength: 2 }), (rows) => {
      const data = Float32Array.from(rows.flat());
      const stored = toInt8Rows({ rows: rows.length, columns: 7, data });
      dequantize(stored).forEach((value, index) => {
        const scale = stored.scales[Math.floor(index / 7)]!;
        expect(Math.abs(value - data[index]!)).toBeLessThanOrEqual(scale * 0.5001);
      });
    });
  });

  test("a broken weight is refused, not made 0", () => {
    expect(() => toInt8Rows(withThirdRow(1, Number.NaN))).toThrow(/cannot quantize the weight NaN/);
    expect(() => toInt8Rows(withThirdRow(1, Number.POSITIVE_INFINITY))).toThrow(NonFiniteError);
  });
});
