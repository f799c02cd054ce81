import { describe, expect, test } from "vitest";
import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import type { Backend, EncodedTexts, ModelSpec, PluginSpec, TrainedModel } from "../../harness/contract/index.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel, writtenWhole } from "../fixtures/models.ts";
import { naiveLogits, naiveProbabilities, naiveWeights } from "../fixtures/naive-model.ts";
import { finishedAs, pruned, quantizationCases, techniqueCases, usesIntegerKernels } from "../fixtures/techniques.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = await usableBackends();

const SPECS: { form: string; spec: ModelSpec }[] = [
  {
    form: "the reference experiment's shape",
    spec: { vocabulary: 300, maxLength: 50, embedding: 16, hidden: [24], pooling: "all", classes: 2 },
  },
  {
    form: "words only, four classes",
    spec: { vocabulary: 300, maxLength: 50, embedding: 21, hidden: [8, 6], pooling: "words", classes: 4 },
  },
  {
    form: "33 columns, three classes",
    spec: { vocabulary: 300, maxLength: 50, embedding: 33, hidden: [7], pooling: "all", classes: 3 },
  },
  {
    form: "no hidden layer",
    spec: { vocabulary: 300, maxLength: 50, embedding: 5, hidden: [], pooling: "all", classes: 2 },
  },
];

/** An empty text, one of a single word, one longer than maxLength, one of only unknown words, and random ones. */
function texts(spec: ModelSpec): EncodedTexts {
  const random = testRandom(21);
  const special = [[], [7], Array.from({ length: 80 }, (_, index) => 2 + (index % (spec.vocabulary - 2))), [1, 1, 1]];
  return encodedFrom([...special, ...randomTexts(random, 40, spec.vocabulary, 60)], spec.maxLength);
}

/** Probabilities of the stored weights, computed naively in float64. */
function expected(model: TrainedModel, batch: EncodedTexts): number[] {
  const weights = naiveWeights(new Map([...model.weights].map(([name, tensor]) => [name, dequantize(tensor)])));
  return Array.from({ length: batch.rows }, (_, row) =>
    naiveProbabilities(naiveLogits(model.spec, weights, batch, row)),
  ).flat();
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, index) => Math.abs(value - b[index]!)).reduce((most, one) => Math.max(most, one), 0);

/** Whether a GPU refuses a scheme: it must throw a BackendError then, never return wrong probabilities. */
async function isRefused(backend: Backend, scheme: PluginSpec | null): Promise<boolean> {
  if (!backend.usesGpu) return false;
  const { spec } = SPECS[0]!;
  const session = await backend.open(modelFormat.write(await finishedAs(scheme, randomModel(spec))), { threads: 1 });
  try {
    await session.predict(texts(session.spec));
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(BackendError);
    expect((error as Error).message).toMatch(/does not support/);
    return true;
  } finally {
    await session.close();
  }
}

describe.each(usable)("serving on $name", ({ backend }) => {
  describe.each(techniqueCases)("$label", ({ spec: scheme }) => {
    const specs = SPECS.filter(({ spec }) => scheme?.name !== "units" || spec.hidden.length > 0).slice(
      0,
      // A GPU's software driver takes a second per model.
      backend.usesGpu && scheme !== null ? 1 : undefined,
    );
    test.each(specs)("both input forms give the probabilities of the stored weights: $form", async ({ spec }) => {
      if (await isRefused(backend, scheme)) return;
      const model = await finishedAs(scheme, randomModel(spec));
      const file = modelFormat.write(model);
      const batch = texts(model.spec);
      const distinct = await backend.open(file, { threads: 1, inputForm: "distinct" });
      const padded = await backend.open(file, { threads: 1, inputForm: "padded" });
      const fromDistinct = (await distinct.predict(batch)).slice();
      const fromPadded = (await padded.predict(batch)).slice();
      const isInteger = usesIntegerKernels(scheme) && (await distinct.prove(batch)).kernelPrecision.includes("int8");
      await distinct.close();
      await padded.close();
      expect(fromDistinct.length).toBe(batch.rows * (spec.classes === 2 ? 1 : spec.classes));
      expect(largestDifference(fromDistinct, expected(model, batch))).toBeLessThan(isInteger ? 0.02 : 1e-6);
      // A difference in the last bit of a mean can move an integer kernel's input by one step.
      expect(largestDifference(fromDistinct, fromPadded)).toBeLessThan(isInteger ? 5e-3 : 1e-6);
    });
  });

  test.skipIf(backend.usesGpu).each(techniqueCases)(
    "$label: a text gets the same probability in a batch as alone",
    async ({ spec: scheme }) => {
      if (await isRefused(backend, scheme)) return;
      const { spec } = SPECS[0]!;
      const session = await backend.open(modelFormat.write(await finishedAs(scheme, randomModel(spec))), {
        threads: 1,
      });
      const words = [[5, 6, 7], [], [8, 8, 9, 19], ...randomTexts(testRandom(3), 253, session.spec.vocabulary, 60)];
      const predict = async (texts: number[][]) => [...(await session.predict(encodedFrom(texts, spec.maxLength)))];
      const together = await predict(words);
      const some = await predict(words.slice(0, 7));
      const alone = await Promise.all(words.slice(0, 7).map(async (text) => (await predict([text]))[0]!));
      await session.close();
      // A scale for the whole batch, or a mean that differs in its last bit, can move a probability by a rounding step.
      const tolerance = usesIntegerKernels(scheme) ? 5e-3 : 1e-6;
      expect(largestDifference(some, together.slice(0, 7))).toBeLessThan(tolerance);
      expect(largestDifference(alone, some)).toBeLessThan(tolerance);
    },
  );

  test.each(quantizationCases)(
    "$label: a pruned model predicts the same, bit for bit, whether or not its file stores the zeros",
    async ({ spec: scheme }) => {
      if (await isRefused(backend, scheme)) return;
      const { spec } = SPECS[0]!;
      const model = await finishedAs(scheme, await pruned(spec, { sparsity: 0.95 }));
      const files = [modelFormat.write(model), writtenWhole(model)];
      expect(files[0]!.length).toBeLessThan(files[1]!.length);
      const results = [];
      for (const file of files) {
        const distinct = await backend.open(file, { threads: 1, inputForm: "distinct" });
        const padded = await backend.open(file, { threads: 1, inputForm: "padded" });
        const batch = texts(model.spec);
        const probabilities = [(await distinct.predict(batch)).slice(), (await padded.predict(batch)).slice()];
        // The padded form runs the file itself; the distinct form is built from its weights.
        results.push({ probabilities, proof: await padded.prove(batch) });
        await distinct.close();
        await padded.close();
      }
      expect(results[0]).toEqual(results[1]);
    },
  );

  test("no texts give no probabilities", async () => {
    const { spec } = SPECS[0]!;
    const session = await backend.open(modelFormat.write(randomModel(spec)), { threads: 1 });
    expect((await session.predict(encodedFrom([], spec.maxLength))).length).toBe(0);
    await session.close();
  });

  test("texts get the same probability in a large mixed batch as alone, even while the session is closing", async () => {
    const spec: ModelSpec = { ...SPECS[0]!.spec, maxLength: 200 };
    const session = await backend.open(modelFormat.write(randomModel(spec)), { threads: 1 });
    const lengths = [190, 3, 60];
    const words = Array.from({ length: 150 }, (_, row) =>
      Array.from({ length: lengths[row % 3]! }, (__, index) => 2 + ((row * 7 + index) % 290)),
    );
    const together = (await session.predict(encodedFrom(words, spec.maxLength))).slice();
    for (const row of [0, 1, 2, 74, 147, 148, 149]) {
      const [alone] = await session.predict(encodedFrom([words[row]!], spec.maxLength));
      expect(Math.abs(alone! - together[row]!)).toBeLessThan(1e-6);
    }
    const last = session.predict(encodedFrom(words, spec.maxLength));
    await session.close();
    expect(largestDifference(await last, together)).toBeLessThan(1e-6);
  });

  test("two sessions work side by side, and a closed one throws", async () => {
    const { spec } = SPECS[0]!;
    const batch = texts(spec);
    const first = await backend.open(modelFormat.write(randomModel(spec, 1)), { threads: 1 });
    const second = await backend.open(modelFormat.write(randomModel(spec, 2)), { threads: 1 });
    const alone = (await first.predict(batch)).slice();
    const [again, other] = await Promise.all([first.predict(batch), second.predict(batch)]);
    expect(again).toEqual(alone);
    expect(other).not.toEqual(alone);
    await first.close();
    await first.close();
    await expect(first.predict(batch)).rejects.toThrow(/closed/);
    expect(await second.predict(batch)).toEqual(other);
    await second.close();
  });

  test("proves what ran", async () => {
    const { spec } = SPECS[0]!;
    const session = await backend.open(modelFormat.write(randomModel(spec)), { threads: 1 });
    const proof = await session.prove(texts(session.spec));
    await session.close();
    expect(proof).toMatchObject({ provider: backend.provider, inputForm: "distinct" });
    // With a GPU, the threads of this process may be unknown.
    expect(backend.usesGpu ? [1, null] : [1]).toContain(proof.threads);
    expect(proof.kernelPrecision).toMatch(/^float(32|64)$/);
    expect(proof.library).toMatch(/\d+\.\d+\.\d+/);
  });

  test.each(techniqueCases)("$label: proves the precision of its products", async ({ spec: scheme }) => {
    if (await isRefused(backend, scheme)) return;
    const { spec } = SPECS[0]!;
    const session = await backend.open(modelFormat.write(await finishedAs(scheme, randomModel(spec))), { threads: 1 });
    const { kernelPrecision } = await session.prove(texts(session.spec));
    await session.close();
    const onProcessor = backend.name === "onnx" || backend.name === "onnx-wasm";
    const addsWholeNumbers = backend.name === "simd" && scheme?.name === "int8-table";
    if ((onProcessor && usesIntegerKernels(scheme)) || addsWholeNumbers) expect(kernelPrecision).toBe("float32+int8");
    else if (!usesIntegerKernels(scheme)) expect(kernelPrecision).toMatch(/^float(32|64)$/);
  });

  test("refuses a file that pricewar did not write", async () => {
    await expect(backend.open(Uint8Array.of(1, 2, 3), { threads: 1 })).rejects.toThrow(/model\.onnx/);
  });
});
