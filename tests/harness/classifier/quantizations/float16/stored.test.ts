import { describe, expect, test } from "vitest";
import { NonFiniteError } from "../../../../../harness/base/errors.ts";
import { toFloat16 } from "../../../../../harness/classifier/quantizations/float16/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";
import { thirdRow, withThirdRow } from "../../../../fixtures/matrices.ts";

describe("float16", () => {
  test("keeps eleven significant bits", () => {
    const values = thirdRow(dequantize(toFloat16(withThirdRow(1.0009765625, 0.1, 65504))), 3);
    expect(values[0]).toBe(1.0009765625); // 1 + 2^-10 is exact
    expect(values[1]).toBe(0.0999755859375); // the binary16 number next to 0.1
    expect(values[2]).toBe(65504);
  });

  test("refuses what it would make infinite", () => {
    expect(() => toFloat16(withThirdRow(1, 65505))).toThrow(/float16 ends at 65504, a weight is 65505/);
    expect(() => toFloat16(withThirdRow(1, Number.NaN))).toThrow(NonFiniteError);
  });
});
