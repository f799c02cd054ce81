import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import { createBatcher, typicalBatch } from "../../harness/classifier/training/batches.ts";
import { withDropout } from "../../harness/classifier/training/dropout.ts";
import { fitModel } from "../../harness/classifier/training/fit.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable, tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, ModelSpec } from "../../harness/contract/index.ts";
import { inputLength } from "../../harness/contract/model-sizes.ts";
import type { BatchShape, Trainer, TrainerSetup } from "../../harness/contract/trainer.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { naiveGradients, naiveWeights } from "../fixtures/naive-model.ts";
import { oneStepGradient } from "../fixtures/one-step.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).flatMap(({ name, backend }) =>
  backend.openTrainer ? [{ name, open: backend.openTrainer }] : [],
);

const BASE: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };

const SPECS: { form: string; spec: ModelSpec }[] = [
  { form: "batch normalization", spec: { ...BASE, batchNorm: true } },
  { form: "a residual connection that needs a kernel", spec: { ...BASE, residual: true } },
  { form: "residual connections of equal widths", spec: { ...BASE, hidden: [3, 3], residual: true } },
  { form: "dropout", spec: { ...BASE, dropout: 0.5, hidden: [6, 4] } },
  { form: "bigrams", spec: { ...BASE, bigrams: 30 } },
  {
    form: "all of them, five layers, three classes, words only",
    spec: {
      ...BASE,
      hidden: [5, 5, 4, 6, 5],
      pooling: "words",
      classes: 3,
      batchNorm: true,
      residual: true,
      dropout: 0.25,
      bigrams: 30,
    },
  },
];

const EXTREMES: { form: string; spec: ModelSpec }[] = [
  { form: "one unit and one column", spec: { ...BASE, embedding: 1, hidden: [1], batchNorm: true, residual: true } },
  { form: "nothing hidden to normalize", spec: { ...BASE, hidden: [], batchNorm: true, residual: true, dropout: 0.5 } },
  { form: "256 columns", spec: { ...BASE, embedding: 256, residual: true } },
  { form: "one word", spec: { ...BASE, vocabulary: 3, bigrams: 1 } },
  { form: "one position", spec: { ...BASE, maxLength: 1, bigrams: 5 } },
  { form: "50 positions, five layers", spec: { ...BASE, maxLength: 50, hidden: [8, 7, 6, 5, 4] } },
];

/** Texts of words and, if the model has them, bigrams: the first is empty, the second full. */
function textsOf(spec: ModelSpec, rows: number): EncodedTexts {
  const ids = spec.vocabulary + (spec.bigrams ?? 0);
  const length = inputLength(spec);
  const full = Array.from({ length }, (_, position) => 2 + (position % (ids - 2)));
  return encodedFrom([[], full, ...randomTexts(testRandom(3), rows - 2, ids, length)], length);
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

/** Initial parameters, moved away from relu's kink and with embedding rows that differ clearly. */
function startOf(spec: ModelSpec): Float32Array {
  const { denseStart, columns, pieces, parameters } = tableLayout(spec);
  const used = denseStart * columns + pieces.slice(0, parameters.length).reduce((sum, length) => sum + length, 0);
  return initialTable(spec, 9).map((weight, index) => {
    if (index < denseStart * columns) return 20 * weight;
    return index < used ? weight + 0.01 + 0.005 * Math.sin(index) : 0;
  });
}

type Open = (setup: TrainerSetup) => Promise<Trainer> | Trainer;

/** The parameters after two epochs with Adam. */
async function trainedTable(spec: ModelSpec, batchSize: number, open: Open): Promise<Float32Array> {
  const texts = textsOf(spec, 23);
  const side = { texts, labels: Uint16Array.from({ length: 23 }, (_, row) => row % spec.classes) };
  const optimizer = (await optimizers.load("adam")).bind({ learningRate: 0.01 });
  const typical = typicalBatch(spec, texts, batchSize);
  const trainer = await open({ spec, optimizer, batchSize, threads: 1, typical, table: startOf(spec) });
  const job = { spec, train: side, test: side, optimizer, schedule: () => 1, batchSize, epochs: 2, seed: 5 };
  await fitModel(job, trainer, { nowMs: () => 0 });
  const table = (await trainer.readTable()).slice();
  await trainer.close();
  return table;
}

/** The gradient, as one step of SGD with learning rate 1 subtracts it from the parameters. */
async function oneStep(spec: ModelSpec, batchSize: number, texts: EncodedTexts, open: Open, typical: BatchShape) {
  const optimizer = (await optimizers.load("sgd")).bind({ learningRate: 1 });
  const labels = Uint16Array.from({ length: texts.rows }, (_, row) => row % spec.classes);
  const table = startOf(spec);
  const trainer = await open({ spec, optimizer, batchSize, threads: 1, typical, table });
  const plainBatch = createBatcher(spec, texts, labels, batchSize);
  const nextBatch = withDropout(plainBatch, spec, { batchSize, seed: 4 });
  const order = Int32Array.from({ length: texts.rows }, (_, row) => row);
  const batch = nextBatch(order, 0);
  const { before, gradient } = await oneStepGradient(trainer, { spec, table, batch });
  return { gradient, before, labels, order: [...order], masks: batch.extras };
}

describe.each(usable)("layers on $name", ({ open }) => {
  test.each(SPECS)("one step is the gradient of the loss, in a padded batch: $form", async ({ spec }) => {
    const texts = textsOf(spec, 7);
    for (const typical of [
      { unique: 20, pairs: 40 },
      { unique: 100_000, pairs: 1000 },
    ]) {
      const { gradient, before, labels, order, masks } = await oneStep(spec, 8, texts, open, typical);
      const expected = naiveGradients(spec, naiveWeights(before), texts, labels, order, masks);
      for (const [weight, values] of gradient) {
        expect(largestDifference(values, Float32Array.from(expected[weight]!)), weight).toBeLessThan(5e-6);
      }
    }
  });

  test("padding does not change how a ragged batch is normalized", async () => {
    const spec = { ...BASE, batchNorm: true, residual: true };
    const texts = textsOf(spec, 5);
    const typical = { unique: 20, pairs: 40 };
    const padded = await oneStep(spec, 8, texts, open, typical);
    const unpadded = await oneStep(spec, 5, texts, open, typical);
    for (const [weight, values] of padded.gradient) {
      expect(largestDifference(values, unpadded.gradient.get(weight)!), weight).toBeLessThan(1e-6);
    }
  });

  test("a batch of one text, which has no variance, trains with batch normalization", async () => {
    const table = await trainedTable({ ...BASE, batchNorm: true }, 1, open);
    expect(table.every(Number.isFinite)).toBe(true);
    expect(largestDifference(table, startOf({ ...BASE, batchNorm: true }))).toBeGreaterThan(1e-3);
  });

  test.each([...SPECS, ...EXTREMES])("two epochs give the reference's weights: $form", async ({ spec }) => {
    const ours = await trainedTable(spec, 5, open);
    const reference = await trainedTable(spec, 5, openPlainTrainer);
    expect(largestDifference(ours, reference)).toBeLessThan(2e-4);
    expect(largestDifference(ours, startOf(spec))).toBeGreaterThan(1e-3);
  });

  test("dropout: the same seed twice gives the same bytes", async () => {
    const spec = { ...BASE, dropout: 0.5 };
    const first = await trainedTable(spec, 5, open);
    const second = await trainedTable(spec, 5, open);
    expect(Buffer.from(first.buffer).equals(Buffer.from(second.buffer))).toBe(true);
  });

  test("dropout at rate 0 changes nothing", async () => {
    const none = await trainedTable(BASE, 5, open);
    expect(await trainedTable({ ...BASE, dropout: 0 }, 5, open)).toEqual(none);
    expect(largestDifference(await trainedTable({ ...BASE, dropout: 0.5 }, 5, open), none)).toBeGreaterThan(1e-3);
  });
});
