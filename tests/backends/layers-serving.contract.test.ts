import { describe, expect, test } from "vitest";
import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { foldBatchNorm } from "../../harness/classifier/training/fold-batch-norm.ts";
import { storedWeights } from "../../harness/classifier/training/parameter-table.ts";
import type { Backend, EncodedTexts, ModelSpec, TrainedModel } from "../../harness/contract/index.ts";
import { embeddingRows, inputLength } from "../../harness/contract/model-sizes.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";
import { naiveBatchLogits, naiveLogits, naiveProbabilities, naiveWeights } from "../fixtures/naive-model.ts";
import { finishedAs, techniqueCases, usesIntegerKernels } from "../fixtures/techniques.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = await usableBackends();

const BASE: ModelSpec = { vocabulary: 200, maxLength: 20, embedding: 16, hidden: [24], pooling: "all", classes: 2 };

/** A model with every feature that can be served. */
const WHOLE: ModelSpec = {
  ...BASE,
  hidden: [24, 24, 8],
  residual: true,
  dropout: 0.5,
  bigrams: 60,
  pooling: "words",
  classes: 3,
};

const SHAPES: { form: string; spec: ModelSpec }[] = [
  { form: "a residual connection of equal widths", spec: { ...BASE, hidden: [16], residual: true } },
  { form: "a residual connection with a kernel", spec: { ...BASE, residual: true } },
  { form: "dropout", spec: { ...BASE, dropout: 0.5 } },
  { form: "bigrams, padding included", spec: { ...BASE, bigrams: 60 } },
  { form: "one unit, one column", spec: { ...BASE, embedding: 1, hidden: [1], residual: true } },
  { form: "nothing hidden, one word, one position", spec: { ...BASE, vocabulary: 3, maxLength: 1, hidden: [] } },
  {
    form: "256 columns, five layers, 50 words",
    spec: { ...BASE, embedding: 256, hidden: [9, 8, 7, 6, 5], maxLength: 50 },
  },
];

/** Single units cannot be removed if a residual connection adds them to others. */
const CASES = techniqueCases.filter(({ spec }) => spec?.name !== "units");

/** An empty text, one with a single id, a full one, and random ones. */
function textsOf(spec: ModelSpec): EncodedTexts {
  const ids = embeddingRows(spec);
  const length = inputLength(spec);
  const full = Array.from({ length }, (_, position) => 1 + (position % (ids - 1)));
  return encodedFrom([[], [2], full, ...randomTexts(testRandom(21), 20, ids, length)], length);
}

function expected({ spec, weights }: Pick<TrainedModel, "spec" | "weights">, batch: EncodedTexts): number[] {
  const plain = naiveWeights(new Map([...weights].map(([name, tensor]) => [name, dequantize(tensor)])));
  return Array.from({ length: batch.rows }, (_, row) =>
    naiveProbabilities(naiveLogits(spec, plain, batch, row)),
  ).flat();
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, index) => Math.abs(value - b[index]!)).reduce((most, one) => Math.max(most, one), 0);

/** Probabilities from both input forms; null if the device reports that it does not support such a file. */
async function predictBoth(backend: Backend, model: Pick<TrainedModel, "spec" | "weights">, batch: EncodedTexts) {
  const results: Float32Array[] = [];
  for (const inputForm of ["distinct", "padded"] as const) {
    const session = await backend.open(modelFormat.write(model), { threads: 1, inputForm });
    try {
      results.push((await session.predict(batch)).slice());
    } catch (error) {
      expect(error).toBeInstanceOf(BackendError);
      expect((error as Error).message).toMatch(/does not support/);
      return null;
    } finally {
      await session.close();
    }
  }
  const [distinct, padded] = results as [Float32Array, Float32Array];
  return { distinct, padded };
}

describe.each(usable)("layers served on $name", ({ backend }) => {
  test.each(CASES)(
    "$label: residual connections, bigrams and three layers give the probabilities of the stored weights",
    async ({ spec }) => {
      const model = await finishedAs(spec, randomModel(WHOLE));
      // A projection around a layer is stored like any other kernel.
      expect(model.weights.get("projection2.kernel")!.kind).toBe(model.weights.get("dense2.kernel")!.kind);
      const batch = textsOf(model.spec);
      const predicted = await predictBoth(backend, model, batch);
      if (predicted === null) return;
      const tolerance = usesIntegerKernels(spec) ? 0.02 : 1e-6;
      expect(predicted.distinct.length).toBe(3 * batch.rows);
      expect(largestDifference(predicted.distinct, expected(model, batch))).toBeLessThan(tolerance);
      expect(largestDifference(predicted.distinct, predicted.padded)).toBeLessThan(tolerance);
    },
  );

  test.each(SHAPES)("both input forms give the naive model's probabilities: $form", async ({ spec }) => {
    const model = randomModel(spec);
    const batch = textsOf(spec);
    const predicted = await predictBoth(backend, model, batch);
    expect(largestDifference(predicted!.distinct, expected(model, batch))).toBeLessThan(1e-6);
    expect(largestDifference(predicted!.distinct, predicted!.padded)).toBeLessThan(1e-6);
  });

  test("a folded model gives the probabilities of the model normalized over all its training texts", async () => {
    const spec: ModelSpec = { ...BASE, hidden: [10, 10], batchNorm: true, residual: true };
    const normalized = randomModel(spec);
    const weights = new Map([...normalized.weights].map(([name, tensor]) => [name, dequantize(tensor)]));
    const texts = textsOf(spec);
    const folded = foldBatchNorm({ spec, weights }, texts);
    expect(folded.spec.batchNorm).toBe(false);
    const predicted = await predictBoth(
      backend,
      { spec: folded.spec, weights: storedWeights(folded.spec, folded.weights) },
      texts,
    );
    const rows = Array.from({ length: texts.rows }, (_, row) => row);
    const unfolded = naiveBatchLogits(spec, naiveWeights(weights), texts, rows).flatMap(naiveProbabilities);
    expect(largestDifference(predicted!.distinct, unfolded)).toBeLessThan(1e-6);
    expect(largestDifference(predicted!.padded, unfolded)).toBeLessThan(1e-6);
  });
});
