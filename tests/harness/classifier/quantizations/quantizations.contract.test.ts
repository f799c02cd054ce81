import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";
import { isFloat32, SPECIAL_ROWS, type TrainedModel } from "../../../../harness/contract/index.ts";
import { ParameterError } from "../../../../harness/contract/plugin.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { changedBy } from "../../../fixtures/techniques.ts";

const floats = ({ weights }: TrainedModel) => [...weights.values()].filter(isFloat32).map(({ data }) => data);

describe.each(quantizations.names)("quantization %s", (name) => {
  const spec = { vocabulary: 50, maxLength: 20, embedding: 6, hidden: [5], pooling: "all" as const, classes: 2 };

  test("leaves the model that it is given alone, and changes the one that it returns", async () => {
    const model = randomModel(spec);
    const before = floats(model).map((data) => data.slice());
    const changed = await changedBy(name, model);
    expect(floats(model)).toEqual(before);
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

  test("what is written is read back bit for bit", async () => {
    const { weights } = await changedBy(name, randomModel(spec));
    expect(modelFormat.read(modelFormat.write({ spec, weights }))).toEqual({ spec, weights });
  });

  test("no weight moves by more than an eighth of its matrix's largest", async () => {
    const model = randomModel(spec);
    const changed = await changedBy(name, model);
    for (const [weight, tensor] of model.weights) {
      const before = dequantize(tensor);
      const after = dequantize(changed.weights.get(weight)!);
      expect(largestDifference(before, after)).toBeLessThanOrEqual(
        largestDifference(
          before,
          before.map(() => 0),
        ) / 8,
      );
    }
  });

  test("if it is aware, the training rounds each matrix to the values that are stored", async () => {
    const { technique, isAware } = await awareOf(name);
    if (!isAware) return;
    const model = randomModel(spec);
    const rounds = technique.bind({ aware: true }).training?.fakeQuantization;
    const changed = await changedBy(name, model, { aware: true });
    expect(rounds).toBeDefined();
    for (const [weight, tensor] of model.weights) {
      const round = weight === "embedding" ? rounds!.embedding : rounds!.kernel;
      const [, columns] = tensor.shape;
      const stored = changed.weights.get(weight)!;
      const isRounded = round !== undefined && columns !== undefined;
      expect(isRounded).toBe(!isFloat32(stored));
      if (!isRounded) continue;
      const start = weight === "embedding" ? SPECIAL_ROWS * columns : 0;
      const { data } = round(plainOps, plainTensor(tensor.shape, dequantize(tensor)), columns);
      expect(
        largestDifference(Float32Array.from(data).subarray(start), dequantize(stored).subarray(start)),
      ).toBeLessThan(1e-7);
    }
  });
});

test("three quantizations can be aware", async () => {
  const all = await Promise.all(quantizations.names.map(awareOf));
  expect(quantizations.names.filter((_, index) => all[index]!.isAware)).toEqual(["int4-blocks", "int8", "int8-rows"]);
});

async function awareOf(name: string) {
  const technique = await quantizations.load(name);
  try {
    return { technique, isAware: technique.bind({ aware: true }).training !== undefined };
  } catch (error) {
    if (error instanceof ParameterError) return { technique, isAware: false };
    throw error;
  }
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}
