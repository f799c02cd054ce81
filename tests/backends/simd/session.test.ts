import { expect, test } from "vitest";
import { simd } from "../../../backends/simd.ts";
import { modelFormat } from "../../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../../harness/classifier/quantizations/registry.ts";
import { createPlainEncoder } from "../../../harness/classifier/text/encoder.ts";
import type { ModelSpec } from "../../../harness/contract/index.ts";
import { bigramRows } from "../../../harness/contract/model-sizes.ts";
import { collidingWords } from "../../fixtures/colliding-words.ts";
import { randomModel } from "../../fixtures/models.ts";
import { naiveLogits, naiveProbabilities, naiveWeights } from "../../fixtures/naive-model.ts";
import { finishedAs } from "../../fixtures/techniques.ts";
import { encodedFrom } from "../../fixtures/texts.ts";

const SMALL_SPEC: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 6, hidden: [4], pooling: "all", classes: 2 };

test("an id that the model lacks is refused before it is an address", async () => {
  const model = randomModel(SMALL_SPEC);
  const session = await simd.open(modelFormat.write(model), { threads: 1 });
  const { vocabulary } = SMALL_SPEC;
  const known = encodedFrom([[2, 3]], SMALL_SPEC.maxLength);
  expect((await session.predict(known)).length).toBe(1);
  for (const id of [vocabulary, -1, 1e9]) {
    const foreign = { ...known, ids: known.ids.map((own, entry) => (entry === 0 ? id : own)) };
    await expect(session.predict(foreign)).rejects.toThrow(
      `id ${id} in text 0: the model has ids 0 to ${vocabulary - 1}`,
    );
  }
});

test("a model whose weights are all 0 can be proved", async () => {
  const model = randomModel(SMALL_SPEC);
  const weights = new Map(
    [...model.weights].map(([name, { shape }]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return [name, { kind: "float32" as const, shape, data: new Float32Array(length) }];
    }),
  );
  const session = await simd.open(modelFormat.write({ ...model, weights }), { threads: 1 });
  const texts = encodedFrom([[2, 3]], SMALL_SPEC.maxLength);
  expect(await session.prove(texts)).toMatchObject({ provider: simd.provider, kernelPrecision: "float32" });
  expect([...(await session.predict(texts))]).toEqual([0.5]);
});

test("words that were made to collide are not looked up by the module: texts come encoded", async () => {
  const { maxLength } = SMALL_SPEC;
  const opened = async (words: readonly string[]) => {
    const vocabulary = ["", "<OOV>", ...words];
    const model = modelFormat.write(randomModel({ ...SMALL_SPEC, vocabulary: vocabulary.length }));
    return simd.open(model, { threads: 1, texts: { vocabulary, segmenter: "words", maxLength } });
  };
  // Three places for each of 602 words: 2,048.
  const hostile = await opened(collidingWords(600, 11));
  expect(hostile.predictTexts).toBeUndefined();
  expect(await hostile.predict(encodedFrom([[601]], maxLength))).toHaveLength(1);
  const usual = await opened(Array.from({ length: 600 }, (_, index) => `w${index}`));
  expect(await usual.predictTexts!(["w7"])).toEqual(await usual.predict(encodedFrom([[9]], maxLength)));
});

const WIDTHS = [1, 8, 9, 16, 21, 67];

test.each(WIDTHS)("rows of whole numbers answer texts and encoded ones alike, %s columns", async (embedding) => {
  const { maxLength } = SMALL_SPEC;
  const spec: ModelSpec = { ...SMALL_SPEC, embedding, maxLength: 400, bigrams: 30, pooling: "words", classes: 3 };
  const model = await finishedAs({ name: "int8-table" }, randomModel(spec));
  const texts = {
    vocabulary: model.vocabulary,
    segmenter: "words" as const,
    maxLength: 400,
    bigrams: bigramRows(spec),
  };
  const words = ["w2", "w3", "w39", "unheard", "W3"];
  const batch = ["", ...[1, maxLength, 399, 401, 500].map((length) => wordsOf(words, length).join(" "))];
  const encoded = createPlainEncoder(texts).encode(batch);
  const answers = [];
  for (const inputForm of ["padded", "distinct"] as const) {
    const session = await simd.open(modelFormat.write(model), { threads: 1, inputForm, texts });
    answers.push(await session.predict(encoded), await session.predictTexts!(batch));
    await session.close();
  }
  const dequantized = new Map([...model.weights].map(([name, tensor]) => [name, dequantize(tensor)]));
  const weights = naiveWeights(dequantized);
  const expected = batch.flatMap((_, row) => naiveProbabilities(naiveLogits(spec, weights, encoded, row)));
  for (const answer of answers) {
    // Sums are exact, whatever their order.
    expect(answer).toEqual(answers[0]);
    for (const [index, probability] of expected.entries()) {
      expect(Math.abs(answer[index]! - probability)).toBeLessThan(1e-6);
    }
  }
});

function wordsOf(words: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, index) => words[(index * index) % words.length]!);
}

test.each([
  { quantization: null, readsTexts: false, inputForm: "distinct", kernelPrecision: "float32" },
  { quantization: null, readsTexts: true, inputForm: "texts", kernelPrecision: "float32" },
  { quantization: { name: "int8-table" }, readsTexts: false, inputForm: "words", kernelPrecision: "float32+int8" },
  { quantization: { name: "int8-table" }, readsTexts: true, inputForm: "texts", kernelPrecision: "float32+int8" },
])("a proof says in which form texts enter: $inputForm, $kernelPrecision", async ({ quantization, ...given }) => {
  const { readsTexts, ...expected } = given;
  const model = await finishedAs(quantization, randomModel(SMALL_SPEC));
  const texts = { vocabulary: model.vocabulary, segmenter: "words" as const, maxLength: SMALL_SPEC.maxLength };
  const session = await simd.open(modelFormat.write(model), { threads: 1, ...(readsTexts && { texts }) });
  const encoded = encodedFrom([[2, 3], []], SMALL_SPEC.maxLength);
  const before = await session.predict(encoded);
  expect(await session.prove(encoded)).toMatchObject({ provider: "WebAssembly SIMD", threads: 1, ...expected });
  expect(await session.predict(encoded)).toEqual(before);
  await session.close();
});
