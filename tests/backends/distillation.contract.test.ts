import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import { blocksPayOff } from "../../backends/onnx/step-blocks.ts";
import { rowsInMemory } from "../../harness/base/float-rows.io.ts";
import { createBatcher } from "../../harness/classifier/training/batches.ts";
import { type SoftTargets, softTargetsOf, withSoftTargets } from "../../harness/classifier/training/distillation.ts";
import { type FitJob, fitModel } from "../../harness/classifier/training/fit.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable, tableLayout, unpackTable } from "../../harness/classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import type { BatchShape, Trainer, TrainerSetup } from "../../harness/contract/trainer.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { differencesOf, naiveDistilledLoss, naiveWeights } from "../fixtures/naive-model.ts";
import { oneStepGradient } from "../fixtures/one-step.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).flatMap(({ name, backend }) =>
  backend.openTrainer ? [{ name, open: backend.openTrainer }] : [],
);

const ONE_UNIT: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };
const SOFTMAX: ModelSpec = { ...ONE_UNIT, embedding: 5, hidden: [6], pooling: "words", classes: 3 };
const SPARSE: ModelSpec = { ...ONE_UNIT, vocabulary: 1500 };

const SGD = (await optimizers.load("sgd")).bind({ learningRate: 1 });

type Open = (setup: TrainerSetup) => Promise<Trainer> | Trainer;

/** Result of `fitModel` on a random corpus, a third of it without labels, with random soft targets. */
async function distilled(
  open: Open,
  {
    spec,
    mix,
    temperature = 3,
    plain = false,
  }: { spec: ModelSpec; mix: number; temperature?: number; plain?: boolean },
  typical: BatchShape = { unique: 15, pairs: 20 },
) {
  const rows = 115;
  const random = testRandom(4);
  const texts = encodedFrom(randomTexts(random, rows, spec.vocabulary, spec.maxLength), spec.maxLength);
  const train = { texts, labels: Uint16Array.from({ length: rows }, () => Math.floor(random() * spec.classes)) };
  const outputs = outputCountOf(spec.classes);
  const targets = rowsInMemory(Float32Array.from({ length: rows * outputs }, random), outputs);
  const optimizer = (await optimizers.load("adam")).bind({ learningRate: 0.01 });
  const soft: SoftTargets = { mix, temperature, targets, labelledRows: mix === 0 ? rows : 80 };
  const table = initialTable(spec, 7);
  const variant = { distillation: { teacher: {}, seeds: 1, mix, temperature } };
  const setup = { spec, optimizer, batchSize: 4, threads: 1, typical, table };
  const trainer = await open(plain ? setup : { ...setup, variant });
  const job: FitJob = { ...setup, train, test: train, schedule: () => 1, epochs: 2, seed: 5 };
  const { history } = await fitModel(plain ? job : { ...job, soft }, trainer, { nowMs: () => 0 });
  const trained = (await trainer.readTable()).slice();
  await trainer.close();
  return { table: trained, history };
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

describe.each(usable)("training with soft targets on $name", ({ open }) => {
  test.each([
    { form: "one unit", spec: ONE_UNIT },
    { form: "softmax", spec: SOFTMAX },
  ])("one step of SGD is the gradient of the naive loss: $form", async ({ spec }) => {
    const outputCount = outputCountOf(spec.classes);
    const random = testRandom(3);
    const texts = encodedFrom([[], ...randomTexts(random, 6, spec.vocabulary, 10)], spec.maxLength);
    const labels = Uint16Array.from({ length: 7 }, (_, row) => row % spec.classes);
    const lessons = Array.from(labels, (label, row) => {
      const drawn = Array.from({ length: outputCount }, random);
      const sum = outputCount === 1 ? 1 : drawn.reduce((total, value) => total + value, 0);
      // The last two texts have no label.
      return { label: row < 5 ? label : null, soft: drawn.map((value) => Math.fround(value / sum)) };
    });
    const layout = tableLayout(spec);
    const table = initialTable(spec, 9);
    // Away from relu's kink, where difference quotients are meaningless.
    const weightsEnd =
      layout.denseStart * layout.columns + layout.parameters.reduce((sum, { length }) => sum + length, 0);
    for (let index = layout.denseStart * layout.columns; index < weightsEnd; index += 1) table[index]! += 0.01;
    const parts = { mix: 0.7, temperature: 3 };
    const variant = { distillation: { teacher: {}, seeds: 1, ...parts } };
    const typical = { unique: 20, pairs: 40 };
    const trainer = await open({ spec, optimizer: SGD, variant, batchSize: 8, threads: 1, typical, table });
    const targets = rowsInMemory(Float32Array.from(lessons.flatMap(({ soft }) => soft)), outputCount);
    const plainBatch = createBatcher(spec, texts, labels, 8);
    const nextBatch = withSoftTargets(plainBatch, { ...parts, targets, labelledRows: 5 }, outputCount);
    const batch = nextBatch(Int32Array.of(0, 1, 2, 3, 4, 5, 6), 0);
    const { before, gradient } = await oneStepGradient(trainer, { spec, table, batch });
    const naive = naiveWeights(before);
    const expected = differencesOf(naive, () => naiveDistilledLoss(spec, naive, texts, lessons, parts));
    for (const [weight, values] of gradient) {
      expect(largestDifference(values, expected[weight]!), weight).toBeLessThan(3e-6);
    }
  });

  test.each([
    { form: "one unit", spec: ONE_UNIT, typical: { unique: 1000, pairs: 1000 } },
    { form: "softmax", spec: SOFTMAX, typical: { unique: 1000, pairs: 1000 } },
    { form: "blocks of steps", spec: SPARSE, typical: { unique: 15, pairs: 20 } },
  ])("gives the reference's weights and loss: $form", async ({ spec, typical }) => {
    if (spec === SPARSE) expect(blocksPayOff(tableLayout(spec), typical)).toBe(true);
    const ours = await distilled(open, { spec, mix: 0.7 }, typical);
    const reference = await distilled(openPlainTrainer, { spec, mix: 0.7 }, typical);
    expect(largestDifference(ours.table, reference.table)).toBeLessThan(2e-4);
    expect(ours.history.at(-1)!.loss).toBeCloseTo(reference.history.at(-1)!.loss, 4);
  });
});

test("mix 0 equals plain training in the reference: the same weights bit for bit, and the same loss", async () => {
  const none = await distilled(openPlainTrainer, { spec: SOFTMAX, mix: 0 });
  const plain = await distilled(openPlainTrainer, { spec: SOFTMAX, mix: 0, plain: true });
  expect(none.table).toEqual(plain.table);
  expect(none.history).toEqual(plain.history);
  const some = await distilled(openPlainTrainer, { spec: SOFTMAX, mix: 0.1 });
  expect(largestDifference(some.table, plain.table)).toBeGreaterThan(1e-3);
});

test("a student that is its own teacher learns nothing: at mix 1 the gradient is 0", async () => {
  const texts = encodedFrom(randomTexts(testRandom(8), 6, SOFTMAX.vocabulary, 10), SOFTMAX.maxLength);
  const table = initialTable(SOFTMAX, 9);
  const weights = unpackTable(tableLayout(SOFTMAX), table);
  const parts = { mix: 1, temperature: 1 };
  const targets = rowsInMemory(softTargetsOf([{ spec: SOFTMAX, weights }], texts, parts.temperature), 3);
  const variant = { distillation: { teacher: {}, seeds: 1, ...parts } };
  const shape = { batchSize: 6, threads: 1, typical: { unique: 20, pairs: 40 } };
  const trainer = openPlainTrainer({ spec: SOFTMAX, optimizer: SGD, variant, ...shape, table });
  const plainBatch = createBatcher(SOFTMAX, texts, new Uint16Array(6), 6);
  const batch = withSoftTargets(
    plainBatch,
    { ...parts, targets, labelledRows: 6 },
    3,
  )(Int32Array.of(0, 1, 2, 3, 4, 5), 0);
  await trainer.run({
    batches: [batch],
    scalars: { minusRate: Float32Array.of(-1) },
    missedTerms: [[]],
    rescale: {},
  });
  // Only the rounding of the float32 targets remains.
  expect(largestDifference(await trainer.readTable(), table)).toBeLessThan(1e-7);
});
