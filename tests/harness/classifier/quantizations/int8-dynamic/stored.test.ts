import { describe, expect, test } from "vitest";
import { toInt8Columns } from "../../../../../harness/classifier/quantizations/int8-dynamic/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";

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
