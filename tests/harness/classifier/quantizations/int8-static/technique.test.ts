import { describe, expect, test } from "vitest";
import { kernelInputs, rangeOf } from "../../../../../harness/classifier/quantizations/int8-static/calibration.ts";
import type { Int8StaticTensor } from "../../../../../harness/classifier/quantizations/int8-static/stored.ts";
import { technique } from "../../../../../harness/classifier/quantizations/int8-static/technique.ts";
import type { Float32Tensor } from "../../../../../harness/contract/index.ts";
import { randomModel } from "../../../../fixtures/models.ts";
import { changedBy } from "../../../../fixtures/techniques.ts";
import { encodedFrom } from "../../../../fixtures/texts.ts";

describe("a range", () => {
  test("goes from the minimum to the maximum in 255 steps, and 0 has a code of its own", () => {
    const { scale, zeroPoint } = rangeOf(Float64Array.of(0.3, -1, 1.55, 0), 100);
    expect(scale).toBeCloseTo(0.01, 8); // 2.55 / 255
    expect(zeroPoint).toBe(100); // 1 / 0.01
  });

  test("includes 0 even if no value does: outputs of a relu begin at code 0, negative ones end at 255", () => {
    const above = rangeOf(Float64Array.of(2, 5.1), 100);
    expect(above.scale).toBeCloseTo(0.02, 8);
    expect(above.zeroPoint).toBe(0);
    expect(rangeOf(Float64Array.of(-5.1, -2), 100).zeroPoint).toBe(255);
  });

  test("a percentile excludes the outermost values on either side", () => {
    const values = Float64Array.from({ length: 1000 }, (_, index) => index - 500); // -500 … 499
    const whole = rangeOf(values, 100);
    expect(whole.scale).toBeCloseTo(999 / 255, 6);
    expect(whole.zeroPoint).toBe(128); // 500 x 255 / 999 = 127.6
    // One of a thousand on either side at 99.9: -499 … 498; a tenth at 90: -400 … 399.
    expect(rangeOf(values, 99.9).scale).toBeCloseTo(997 / 255, 6);
    expect(rangeOf(values, 90).scale).toBeCloseTo(799 / 255, 6);
  });

  test("an outlier widens the minimum and maximum but not a percentile", () => {
    const values = Float64Array.from({ length: 1000 }, (_, index) => (index === 7 ? 1000 : index / 1000));
    expect(rangeOf(values, 100).scale).toBeCloseTo(1000 / 255, 5);
    expect(rangeOf(values, 99.9).scale).toBeCloseTo(0.999 / 255, 6);
  });

  test("has a step of 1 for zeros only, or for no values", () => {
    expect(rangeOf(new Float64Array(3), 100)).toEqual({ scale: 1, zeroPoint: 0 });
    expect(rangeOf(new Float64Array(0), 99.9)).toEqual({ scale: 1, zeroPoint: 0 });
  });

  test("no value within it is off by more than half a step, give or take the rounding of the zero-point", () => {
    const values = Float64Array.from({ length: 400 }, (_, index) => 3 * Math.sin(index) - 1);
    const { scale, zeroPoint } = rangeOf(values, 100);
    for (const value of values) {
      const code = Math.max(0, Math.min(255, Math.round(value / scale) + zeroPoint));
      expect(Math.abs((code - zeroPoint) * scale - value)).toBeLessThanOrEqual(scale);
    }
    expect(zeroPoint).toBeGreaterThanOrEqual(0);
    expect(zeroPoint).toBeLessThanOrEqual(255);
  });
});

test("the inputs of each kernel: the mean for the first, a relu's outputs for the next", () => {
  const float32 = (shape: number[], ...data: number[]): Float32Tensor => ({
    kind: "float32",
    shape,
    data: Float32Array.from(data),
  });
  const model = {
    spec: { vocabulary: 4, maxLength: 2, embedding: 1, hidden: [2], pooling: "all" as const, classes: 2 },
    weights: new Map([
      ["embedding", float32([4, 1], 0, 9, 2, -4)],
      ["dense0.kernel", float32([1, 2], 1, -1)],
      ["dense0.bias", float32([2], 0.5, 0)],
      ["output.kernel", float32([2, 1], 1, 1)],
      ["output.bias", float32([1], 0)],
    ]),
  };
  const inputs = kernelInputs(model, encodedFrom([[2, 2], [3]], 2));
  // Means (2 + 2) / 2 = 2 and (-4 + 0) / 2 = -2; times (1, -1) plus (0.5, 0) that is (2.5, -2) and (-1.5, 2).
  expect([...inputs.keys()]).toEqual(["dense0.kernel", "output.kernel"]);
  expect([...inputs.get("dense0.kernel")!]).toEqual([2, -2]);
  expect([...inputs.get("output.kernel")!]).toEqual([2.5, 0, 0, 2]);
});

describe("int8-static", () => {
  const model = randomModel({
    vocabulary: 50,
    maxLength: 20,
    embedding: 6,
    hidden: [5],
    pooling: "all",
    classes: 3,
  });
  const stored = async (parameters: Parameters<typeof changedBy>[2], weight: string) =>
    (await changedBy("int8-static", model, parameters)).weights.get(weight);

  test("stores every dense kernel with a range, biases and, if asked, the embedding as they are", async () => {
    const { weights } = await changedBy("int8-static", model, { embedding: "float32" });
    expect([...weights].map(([name, { kind }]) => `${name} ${kind}`)).toEqual([
      "embedding float32",
      "dense0.kernel int8-static",
      "dense0.bias float32",
      "output.kernel int8-static",
      "output.bias float32",
    ]);
    expect(await stored({}, "embedding")).toMatchObject({ kind: "int8-rows" });
  });

  test("a relu's outputs begin at code 0; a percentile's range is the narrower one", async () => {
    const narrow = await stored({ calibration: "percentile", percentile: 75 }, "output.kernel");
    const wide = await stored({}, "output.kernel");
    expect([narrow?.kind, wide?.kind]).toEqual(["int8-static", "int8-static"]);
    expect((wide as Int8StaticTensor).input.zeroPoint).toBe(0);
    expect((narrow as Int8StaticTensor).input.scale).toBeLessThan((wide as Int8StaticTensor).input.scale);
  });

  test("one scale per output, or one for all", async () => {
    expect(await stored({}, "dense0.kernel")).toMatchObject({ scales: { length: 5 } });
    expect(await stored({ weights: "per-tensor" }, "dense0.kernel")).toMatchObject({ scales: { length: 1 } });
  });

  test("the same seed draws the same subset of the texts", async () => {
    expect(await stored({ rows: 5 }, "dense0.kernel")).toEqual(await stored({ rows: 5 }, "dense0.kernel"));
    expect(await stored({ rows: 5 }, "dense0.kernel")).not.toEqual(await stored({}, "dense0.kernel"));
  });

  test("a percentile needs the calibration of that name", () => {
    expect(() => technique.bind({ percentile: 99 })).toThrow(/percentile: belongs to "calibration": "percentile"/);
    expect(() => technique.bind({ calibration: "percentile", percentile: 50 })).toThrow(/percentile/);
    expect(() => technique.bind({ rows: 0 })).toThrow(/rows/);
  });
});
