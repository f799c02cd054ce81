import { describe, expect, test } from "vitest";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { isFloat32, type TrainedModel } from "../../../../harness/contract/index.ts";
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
});
