import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import { blocksPayOff } from "../../backends/onnx/step-blocks.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { techniques } from "../../harness/classifier/techniques/registry.ts";
import { createBatcher } from "../../harness/classifier/training/batches.ts";
import { withRoundedRows } from "../../harness/classifier/training/fake-quantization.ts";
import { fitModel } from "../../harness/classifier/training/fit.ts";
import { maskedOptimizer, REMOVED_SLOT } from "../../harness/classifier/training/masked-optimizer.ts";
import { adam } from "../../harness/classifier/training/optimizers/adam.ts";
import { sgd } from "../../harness/classifier/training/optimizers/sgd.ts";
import {
  initialTable,
  packTable,
  storedWeights,
  tableLayout,
} from "../../harness/classifier/training/parameter-table.ts";
import { type ModelSpec, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import type { BatchShape, Trainer, TrainerSetup } from "../../harness/contract/trainer.ts";
import type { TrainingVariant } from "../../harness/contract/training-variant.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";
import { naiveLogits, naiveWeights } from "../fixtures/naive-model.ts";
import { toolsFor } from "../fixtures/techniques.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).flatMap(({ name, backend }) =>
  backend.openTrainer ? [{ name, open: backend.openTrainer, usesGpu: backend.usesGpu }] : [],
);

type Open = (setup: TrainerSetup) => Promise<Trainer> | Trainer;

const SMALL: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 5, hidden: [4], pooling: "all", classes: 2 };
const WIDE: ModelSpec = { vocabulary: 60, maxLength: 8, embedding: 5, hidden: [6, 4], pooling: "words", classes: 3 };
const SPARSE: ModelSpec = { vocabulary: 1500, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };

/** Shapes that make a runtime use each of its forms of pooling and of steps. */
const FORMS = [
  { form: "a matrix, in blocks of steps", spec: SMALL, typical: { unique: 1, pairs: 1000 } },
  { form: "a list of pairs, one step after the other", spec: WIDE, typical: { unique: 100_000, pairs: 1 } },
];

const SCHEMES = [
  { name: "int8-rows", parameters: {} },
  { name: "int8", parameters: {} },
  { name: "int4-blocks", parameters: {} },
  // Three blocks, the last of one column.
  { name: "int4-blocks", parameters: { blockSize: 2 } },
];

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

/** Weights after a scheme, dequantized to float32. */
async function quantized(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  scheme: (typeof SCHEMES)[number],
) {
  const model = { ...randomModel(spec), weights: storedWeights(spec, weights) };
  const { after } = (await techniques.load(scheme.name)).bind(scheme.parameters);
  return new Map(
    [...(await after!(model, toolsFor(model))).weights].map(([name, tensor]) => [name, dequantize(tensor)]),
  );
}

/** Random weights within a fifth of a step of their code, where float32 and float64 round the same way. */
async function roundableWeights(spec: ModelSpec, scheme: (typeof SCHEMES)[number]) {
  const floats = new Map([...randomModel(spec).weights].map(([name, tensor]) => [name, dequantize(tensor)]));
  // A word whose weights are all 0 has no scale.
  floats.get("embedding")!.fill(0, SPECIAL_ROWS * spec.embedding, (SPECIAL_ROWS + 1) * spec.embedding);
  const middles = await quantized(spec, floats, scheme);
  return new Map(
    [...floats].map(([name, values]) => [
      name,
      values.map((value, index) => middles.get(name)![index]! + 0.4 * (value - middles.get(name)![index]!)),
    ]),
  );
}

async function variantOf(name: string, parameters: Parameters<typeof sgd.bind>[0]): Promise<TrainingVariant> {
  return (await techniques.load(name)).bind(parameters).training!;
}

interface Training {
  readonly spec: ModelSpec;
  readonly variant: TrainingVariant;
  readonly typical?: BatchShape;
  readonly batchSize?: number;
  readonly rows?: number;
}

async function trained({ spec, variant, typical, batchSize = 7, rows = 40 }: Training, open: Open) {
  const texts = encodedFrom([[], ...randomTexts(testRandom(11), rows - 1, spec.vocabulary, 10)], spec.maxLength);
  const side = { texts, labels: Uint16Array.from({ length: rows }, (_, row) => row % spec.classes) };
  const plain = adam.bind({ learningRate: 0.01 });
  const optimizer = variant.gradualPruning === undefined ? plain : maskedOptimizer(plain);
  const shared = { spec, optimizer, variant, batchSize };
  const trainer = await open({
    ...shared,
    threads: 1,
    typical: typical ?? { unique: 1000, pairs: 1000 },
    table: initialTable(spec, 7),
  });
  const job = { ...shared, train: side, test: side, schedule: () => 1, epochs: 3, seed: 5 };
  const { weights } = await fitModel(job, trainer, { nowMs: () => 0 });
  await trainer.close();
  return weights;
}

const flat = (weights: ReadonlyMap<string, Float32Array>) => packTable(tableLayout(SMALL), weights);

describe.each(usable)("on $name", ({ open, usesGpu }) => {
  describe.each(SCHEMES)("aware of $name $parameters", (scheme) => {
    test.each(FORMS)("a step computes with the quantized model's weights: $form", async ({ spec, typical }) => {
      const weights = await roundableWeights(spec, scheme);
      const variant = await variantOf(scheme.name, { ...scheme.parameters, aware: true });
      const texts = encodedFrom([[], [1, 2, 2], ...randomTexts(testRandom(3), 5, spec.vocabulary, 10)], spec.maxLength);
      const labels = Uint16Array.from({ length: 7 }, (_, row) => row % spec.classes);
      const order = Int32Array.from({ length: 7 }, (_, row) => row);
      const batch = withRoundedRows(createBatcher(spec, texts, labels, 8)(order, 0));
      const layout = tableLayout(spec);
      const stepOn = async (openIt: Open) => {
        const optimizer = sgd.bind({ learningRate: 1 });
        const table = packTable(layout, weights);
        const trainer = await openIt({ spec, optimizer, variant, batchSize: 8, threads: 1, typical, table });
        const scalars = { minusRate: Float32Array.of(-1) };
        const logits = (await trainer.run({ batches: [batch], scalars, missedTerms: [[]], rescale: {} })).slice();
        const after = (await trainer.readTable()).slice();
        await trainer.close();
        return { logits, after };
      };
      const ours = await stepOn(open);
      const logitsOf = (floats: ReadonlyMap<string, Float32Array>) =>
        Float32Array.from([...order].flatMap((row) => naiveLogits(spec, naiveWeights(floats), texts, row)));
      const expected = logitsOf(await quantized(spec, weights, scheme));
      expect(largestDifference(expected, ours.logits)).toBeLessThan(2e-6);
      expect(largestDifference(expected, logitsOf(weights))).toBeGreaterThan(8e-6);
      expect(largestDifference(ours.after, (await stepOn(openPlainTrainer)).after)).toBeLessThan(2e-6);
    });
  });

  test("the same seed twice gives the same bytes, even for batches without words", async () => {
    const aware = await variantOf("int4-blocks", { blockSize: 2, aware: true });
    const variant = { ...aware, ...(await variantOf("gradual", { sparsity: 0.5 })) };
    const first = await trained({ spec: WIDE, variant, batchSize: 1, rows: 12 }, open);
    const second = await trained({ spec: WIDE, variant, batchSize: 1, rows: 12 }, open);
    expect(first).toEqual(second);
    expect(first.get("embedding")!.every(Number.isFinite)).toBe(true);
  });

  test("a slot written between chunks takes effect in the next one, and is a copy of the caller's values", async () => {
    const table = initialTable(SMALL, 7);
    const optimizer = maskedOptimizer(sgd.bind({}));
    const texts = encodedFrom(randomTexts(testRandom(5), 4, 40, 8), 8);
    const batch = createBatcher(SMALL, texts, Uint16Array.of(0, 1, 0, 1), 4)(Int32Array.of(0, 1, 2, 3), 0);
    const chunk = {
      batches: [batch],
      scalars: { minusRate: Float32Array.of(-0.1) },
      missedTerms: [[]],
      rescale: { [REMOVED_SLOT]: 1 },
    };
    const typical = { unique: 1000, pairs: 1000 };
    const trainer = await open({ spec: SMALL, optimizer, batchSize: 4, threads: 1, typical, table });
    await trainer.run(chunk);
    const before = (await trainer.readTable()).slice();
    const odd = table.map((_, index) => index % 2);
    await trainer.writeSlot(REMOVED_SLOT, odd);
    odd.fill(1);
    await trainer.run(chunk);
    const after = (await trainer.readTable()).slice();
    await trainer.close();
    expect(before.filter((weight, index) => index % 2 === 1 && weight === 0).length).toBeLessThan(20);
    expect(after.every((weight, index) => index % 2 === 0 || weight === 0)).toBe(true);
    expect(after.filter((weight) => weight !== 0).length).toBeGreaterThan(100);
  });

  describe.each(["global", "layer"])("gradual pruning, scope %s", (scope) => {
    test("gives the requested number of exact zeros, and the reference's weights", async () => {
      const variant = await variantOf("gradual", { sparsity: 0.6, updates: 5, scope });
      const ours = await trained({ spec: SMALL, variant }, open);
      const reference = await trained({ spec: SMALL, variant }, openPlainTrainer);
      expect(largestDifference(flat(ours), flat(reference))).toBeLessThan(2e-4);
      const zeros = (values: Float32Array) => values.filter((value) => Object.is(value, 0)).length;
      const words = ours.get("embedding")!.subarray(SPECIAL_ROWS * 5);
      const kernels = [words, ours.get("dense0.kernel")!, ours.get("output.kernel")!];
      // 38 x 5 words' weights and kernels of 20 and 4: 0.6 of 214 is 128.4; of each 114, 12 and 2.4.
      const counts = kernels.map(zeros);
      if (scope === "layer") expect(counts).toEqual([114, 12, 2]);
      else expect(counts.reduce((sum, count) => sum + count, 0)).toBe(128);
      expect(zeros(ours.get("embedding")!.subarray(0, SPECIAL_ROWS * 5))).toBe(0);
    });
  });

  test.skipIf(usesGpu)("gradual pruning works the same in blocks of steps", async () => {
    const typical = { unique: 15, pairs: 20 };
    expect(blocksPayOff(tableLayout(SPARSE), typical)).toBe(true);
    const variant = {
      ...(await variantOf("gradual", { sparsity: 0.9 })),
      ...(await variantOf("int8-rows", { aware: true })),
    };
    const ours = await trained({ spec: SPARSE, variant, typical, batchSize: 4, rows: 115 }, open);
    const all = [...ours].flatMap(([name, values]) =>
      name === "embedding" ? [...values.subarray(6)] : name.endsWith("kernel") ? [...values] : [],
    );
    // 1498 x 3 + 12 + 4 weights
    expect(all).toHaveLength(4510);
    expect(all.filter((value) => value === 0)).toHaveLength(4059);
  });
});
