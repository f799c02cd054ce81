import { getFloat16, setFloat16 } from "@petamoriken/float16";
import { describe, expect, test } from "vitest";
import { NonFiniteError } from "../../../../../harness/base/errors.ts";
import {
  type Float16Tensor,
  float16Bits,
  toFloat16,
} from "../../../../../harness/classifier/quantizations/float16/stored.ts";
import { dequantize } from "../../../../../harness/classifier/quantizations/registry.ts";
import { thirdRow, withThirdRow } from "../../../../fixtures/matrices.ts";

describe("float16", () => {
  test("keeps eleven significant bits", () => {
    const values = thirdRow(dequantize(toFloat16(withThirdRow(1.0009765625, 0.1, 65504))), 3);
    expect(values[0]).toBe(1.0009765625); // 1 + 2^-10 is exact
    expect(values[1]).toBe(0.0999755859375); // the binary16 number next to 0.1
    expect(values[2]).toBe(65504);
  });

  test("reads every number as the library does", () => {
    const finite = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00);
    const exact = new Float32Array(2);
    const data = Uint16Array.of(0, 0, ...finite, 0x7c00, 0xfc00);
    const values = dequantize({ kind: "float16", shape: [data.length, 1], data, exact } as Float16Tensor).subarray(2);
    const view = new DataView(data.buffer);
    expect(values).toEqual(Float32Array.from(values, (_, index) => getFloat16(view, 2 * (index + 2), true)));
  });

  test("rounds every number as the library does, ties and the smallest ones included", () => {
    // Each half precision number, the float32 numbers halfway to the next one, and those on both sides of that.
    const halves = Uint16Array.from({ length: 0x7c00 * 2 }, (_, at) => (at % 0x7c00) | (at < 0x7c00 ? 0 : 0x8000));
    const near = [
      ...dequantize({
        kind: "float16",
        shape: [halves.length, 1],
        data: halves,
        exact: new Float32Array(2),
      } as Float16Tensor),
    ];
    const step = (value: number) => Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 2 ** -14)) - 10));
    const values = Float32Array.from(
      near.flatMap((value) => [0, 0.5, 0.5 - 2 ** -12, 0.5 + 2 ** -12].map((part) => value + part * step(value))),
    );
    const view = new DataView(new ArrayBuffer(2));
    const theirs = Uint16Array.from(values, (value) => {
      setFloat16(view, 0, value, true);
      return view.getUint16(0, true);
    });
    expect(Buffer.from(float16Bits(values).buffer).equals(Buffer.from(theirs.buffer))).toBe(true);
  });

  test("refuses what it would make infinite", () => {
    expect(() => toFloat16(withThirdRow(1, 65505))).toThrow(/float16 ends at 65504, a weight is 65505/);
    expect(() => toFloat16(withThirdRow(1, Number.NaN))).toThrow(NonFiniteError);
  });
});
