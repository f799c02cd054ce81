import { expect, test, vi } from "vitest";
import { backends } from "../../../../backends/registry.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { createQuantizations, dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { loadKnownPlugins } from "../../../../harness/measure/matrix/known-names.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { naiveLogits, naiveWeights } from "../../../fixtures/naive-model.ts";
import { changedBy, finishedAs } from "../../../fixtures/techniques.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";
import { signs } from "../../../fixtures/toy-quantization.ts";

// The one line that a new quantization takes.
vi.mock("../../../../harness/classifier/quantizations/list.ts", async (original) => ({
  ...(await original<object>()),
  signs: (await import("../../../fixtures/toy-quantization.ts")).signs,
}));

const SPEC = { vocabulary: 5, maxLength: 4, embedding: 3, hidden: [2], pooling: "all" as const, classes: 2 };
const model = randomModel(SPEC);

test("stands on the axis, with its parameters read", async () => {
  expect(quantizations.names).toContain("signs");
  const { shorthands, parameterProblems } = await loadKnownPlugins();
  expect(shorthands.quantization).toContain("signs");
  expect(parameterProblems("technique", { name: "signs", aware: true })).toEqual([]);
  expect(parameterProblems("technique", { name: "signs", bits: 3 })).toHaveLength(1);
});

test("is stored, written, read back bit for bit, and dequantized", async () => {
  const { spec, weights } = await changedBy("signs", model);
  expect(weights.get("embedding")!.kind).toBe("signs");
  const back = modelFormat.read(modelFormat.write({ spec, weights }));
  expect(back).toEqual({ spec, weights });
  const words = [...dequantize(model.weights.get("embedding")!)].slice(6);
  const quantized = [...dequantize(back.weights.get("embedding")!)].slice(6);
  expect(quantized).toEqual(words.map((value) => 0.25 * Math.sign(value)));
});

test.each(["padded", "distinct"] as const)("is served by ONNX Runtime in the %s form", async (inputForm) => {
  const finished = await finishedAs({ name: "signs" }, model);
  const texts = encodedFrom([[2, 3], [4, 1, 2], []], SPEC.maxLength);
  const backend = await backends.load("onnx");
  const session = await backend.open(modelFormat.write(finished), { threads: 1, inputForm });
  const served = await session.predict(texts);
  await session.close();
  const floats = naiveWeights(new Map([...finished.weights].map(([name, tensor]) => [name, dequantize(tensor)])));
  served.forEach((probability, row) => {
    const [logit] = naiveLogits(SPEC, floats, texts, row);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logit!)), 6);
  });
});

test("two entries cannot share a name, nor two different forms a kind", () => {
  expect(() => createQuantizations([signs, signs])).toThrow(/signs: the name is taken/);
  const copy = { ...signs, name: "signs-2", forms: [{ ...signs.forms[0]! }] };
  expect(() => createQuantizations([signs, copy])).toThrow(/signs-2: another form of kind "signs" exists/);
  expect(createQuantizations([signs, { ...signs, name: "signs-2" }]).techniques.size).toBe(2);
});
