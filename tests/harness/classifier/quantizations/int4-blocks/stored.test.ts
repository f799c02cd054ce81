import { describe, expect, test } from "vitest";
import { toInt4Blocks } from "../../../../../harness/classifier/quantizations/int4-blocks/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";
import { thirdRow, withThirdRow } from "../../../../fixtures/matrices.ts";

describe("int4 blocks", () => {
  test("the largest magnitude of a block gets code -8, with the sign in the scale", () => {
    const stored = toInt4Blocks(withThirdRow(0.8, -0.3, 0.1, 0), 4);
    expect(stored.scales[2]).toBeCloseTo(-0.1, 7);
    // codes -8, 3, -1, 0 are the nibbles 0, 11, 7, 8; the even column is the low nibble
    expect([...stored.packed.slice(4)]).toEqual([0 | (11 << 4), 7 | (8 << 4)]);
    const values = thirdRow(dequantize(stored), 4);
    [0.8, -0.3, 0.1, 0].forEach((value, column) => {
      expect(values[column]).toBeCloseTo(value, 6);
    });
  });

  test("a block of zeros has scale 0, not -0, and codes of 0", () => {
    const stored = toInt4Blocks(withThirdRow(0, 0), 2);
    expect([...stored.scales]).toEqual([0, 0, 0]);
    expect(stored.packed[2]).toBe(8 | (8 << 4));
  });

  test("blocks of a row have scales of their own, a last short block and an odd column included", () => {
    const stored = toInt4Blocks(withThirdRow(8, -4, 0.08, 0.04, 80), 2);
    expect([...stored.scales.slice(6)].map((scale) => Number(scale.toFixed(4)))).toEqual([-1, -0.01, -10]);
    const values = thirdRow(dequantize(stored), 5);
    [8, -4, 0.08, 0.04, 80].forEach((value, column) => {
      expect(values[column]).toBeCloseTo(value, 5);
    });
  });
});
