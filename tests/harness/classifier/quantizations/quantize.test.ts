import { describe, expect, test } from "vitest";
import { NonFiniteError } from "../../../../harness/base/errors.ts";
import {
  toFloat16,
  toInt4Blocks,
  toInt8Columns,
  toInt8Rows,
} from "../../../../harness/classifier/quantizations/quantize.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/stored-tensor.ts";
import { quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { changedBy } from "../../../fixtures/techniques.ts";

/** Rows 0 and 1 are padding and <OOV>; the third is the one that is quantized. */
const withThirdRow = (...row: number[]) => ({
  rows: 3,
  columns: row.length,
  data: Float32Array.from([...row.map(() => 0.123), ...row.map(() => -0.456), ...row]),
});
const thirdRow = (values: Float32Array, columns: number) => [...values.slice(2 * columns)];

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
    const matrix = { rows: 50, columns: 7, data: Float32Array.from({ length: 350 }, (_, i) => Math.sin(i * i)) };
    const stored = toInt8Rows(matrix);
    dequantize(stored).forEach((value, index) => {
      const scale = stored.scales[Math.floor(index / 7)]!;
      expect(Math.abs(value - matrix.data[index]!)).toBeLessThanOrEqual(scale * 0.5001);
    });
  });

  test("a broken weight is refused, not made 0", () => {
    expect(() => toInt8Rows(withThirdRow(1, Number.NaN))).toThrow(/cannot quantize the weight NaN/);
    expect(() => toInt8Rows(withThirdRow(1, Number.POSITIVE_INFINITY))).toThrow(NonFiniteError);
  });
});

describe("int8 columns", () => {
  test("each output of a dense kernel has its own scale", () => {
    const stored = toInt8Columns({ rows: 2, columns: 2, data: Float32Array.of(1.27, -25.4, 0.64, 12) });
    expect([...stored.codes]).toEqual([127, -127, 64, 60]);
    expect(stored.scales[0]).toBeCloseTo(0.01, 8);
    expect(stored.scales[1]).toBeCloseTo(0.2, 7);
  });
});

test("one scale for all outputs of a dense kernel", () => {
  const stored = toInt8Columns({ rows: 2, columns: 2, data: Float32Array.of(1.27, -25.4, 0.64, 12) }, "tensor");
  expect([...stored.scales]).toEqual([Math.fround(0.2)]);
  expect([...stored.codes]).toEqual([6, -127, 3, 60]); // 6.35, -127, 3.2, 60
  expect(dequantize(stored)[2]).toBeCloseTo(0.6, 6);
});

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

describe.each(quantizations.names)("quantization %s", (name) => {
  const spec = { vocabulary: 50, maxLength: 20, embedding: 6, hidden: [5], pooling: "all" as const, classes: 2 };

  test("leaves the model that it is given alone, and changes the one that it returns", async () => {
    const model = randomModel(spec);
    const before = [...model.weights].map(([, tensor]) => (tensor.kind === "float32" ? tensor.data.slice() : null));
    const changed = await changedBy(name, model);
    expect([...model.weights].map(([, tensor]) => (tensor.kind === "float32" ? tensor.data : null))).toEqual(before);
    expect([...changed.weights.values()].some(({ kind }) => kind !== "float32")).toBe(true);
  });

  test("keeps padding and <OOV> bit for bit", async () => {
    const model = randomModel(spec);
    const changed = await changedBy(name, model);
    const rows = (from: typeof model) => dequantize(from.weights.get("embedding")!).slice(0, 12);
    expect(rows(changed)).toEqual(rows(model));
  });

  test("refuses parameters that it does not know", async () => {
    const technique = await quantizations.load(name);
    expect(() => technique.bind({ bits: 3 })).toThrow(/bits/);
  });

  test("refuses to quantize a weight twice", async () => {
    const once = await changedBy(name, randomModel(spec));
    await expect(changedBy(name, once)).rejects.toThrow(/already stored as/);
  });
});
