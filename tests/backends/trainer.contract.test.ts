import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import { blocksPayOff } from "../../backends/onnx/step-blocks.ts";
import { openDataset } from "../../data/registry.ts";
import { buildCorpus } from "../../harness/classifier/text/corpus.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import { createWordCounter } from "../../harness/classifier/text/vocabulary.ts";
import { createBatcher, typicalBatch } from "../../harness/classifier/training/batches.ts";
import { fitModel } from "../../harness/classifier/training/fit.ts";
import { HELD_SLOT, heldEmbedding, heldOptimizer } from "../../harness/classifier/training/held-optimizer.ts";
import { maskedOptimizer, REMOVED_SLOT } from "../../harness/classifier/training/masked-optimizer.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { initialTable, tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { schedules } from "../../harness/classifier/training/schedules/registry.ts";
import type { EpochHistory, ModelSpec } from "../../harness/contract/index.ts";
import type { BatchShape, Trainer, TrainerSetup } from "../../harness/contract/trainer.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { REFERENCE_SPEC } from "../fixtures/models.ts";
import { naiveGradients, naiveWeights } from "../fixtures/naive-model.ts";
import { oneStepGradient } from "../fixtures/one-step.ts";
import { encodedFrom, narrowed, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).flatMap(({ name, backend }) =>
  backend.openTrainer ? [{ name, open: backend.openTrainer, backend }] : [],
);

const SMALL: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };
const WIDE: ModelSpec = { vocabulary: 60, maxLength: 8, embedding: 5, hidden: [6, 4], pooling: "words", classes: 3 };
const BARE: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 4, hidden: [], pooling: "all", classes: 2 };

const SPARSE: ModelSpec = { vocabulary: 1500, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };

interface Training {
  readonly spec?: ModelSpec;
  readonly batchSize: number;
  readonly rows: number;
  /** Name of the optimizer, which is bound to `parameters`. */
  readonly optimizer: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly threads?: number;
  readonly typical?: BatchShape;
  /** Name of the schedule; constant by default. */
  readonly schedule?: string;
  /** Trains with a mask that removes every third weight, of words and dense layers alike. */
  readonly masked?: boolean;
  /** Trains the dense layers alone. */
  readonly held?: boolean;
}

type Open = (setup: TrainerSetup) => Promise<Trainer> | Trainer;

interface Trained {
  readonly table: Float32Array;
  readonly history: readonly EpochHistory[];
}

/** Shapes that make a runtime use each of its forms of pooling and of steps. */
const FORMS = [
  { form: "few words per batch, few of the vocabulary", typical: { unique: 1, pairs: 1000 } },
  { form: "many words per batch, few of the vocabulary", typical: { unique: 3, pairs: 1 } },
  { form: "few words per batch, most of the vocabulary", typical: { unique: 1000, pairs: 1000 } },
  { form: "many words per batch, most of the vocabulary", typical: { unique: 100_000, pairs: 1000 } },
];

/** Initial parameters with every third one removed, and the mask for them. */
function maskedStart(spec: ModelSpec): Pick<TrainerSetup, "table" | "slots"> {
  const removed = initialTable(spec, 7).map((_, index) => (index % 3 === 0 ? 1 : 0));
  const table = initialTable(spec, 7).map((weight, index) => weight * (1 - removed[index]!));
  return { table, slots: { [REMOVED_SLOT]: removed } };
}

/** Initial parameters whose embedding stays. */
function heldStart(spec: ModelSpec): Pick<TrainerSetup, "table" | "slots"> {
  return { table: initialTable(spec, 7), slots: { [HELD_SLOT]: heldEmbedding(tableLayout(spec)) } };
}

/** Trains a random corpus for two epochs, in chunks as short as the optimizer's state allows. */
async function trainedTable(
  { spec = SMALL, batchSize, rows, threads = 1, typical, masked = false, held = false, ...named }: Training,
  open: Open,
): Promise<Trained> {
  const rule = (await optimizers.load(named.optimizer)).bind(named.parameters ?? { learningRate: 0.01 });
  const optimizer = masked ? maskedOptimizer(rule) : held ? heldOptimizer(rule) : rule;
  const schedule = (await schedules.load(named.schedule ?? "constant")).bind({});
  const random = testRandom(11);
  // The first text is empty, the second longer than maxLength.
  const texts = [
    [],
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ...randomTexts(random, rows - 2, spec.vocabulary, spec.maxLength),
  ];
  const labels = Uint16Array.from({ length: rows }, () => Math.floor(random() * spec.classes));
  const side = { texts: narrowed(encodedFrom(texts, spec.maxLength)), labels };
  const shape = typical ?? typicalBatch(spec, side.texts, batchSize);
  const start = masked ? maskedStart(spec) : held ? heldStart(spec) : { table: initialTable(spec, 7) };
  const trainer = await open({ spec, optimizer, batchSize, threads, typical: shape, ...start });
  const job = { spec, train: side, test: side, optimizer, schedule, batchSize, epochs: 2, seed: 5 };
  const { history } = await fitModel(job, trainer, { nowMs: () => 0 });
  const table = (await trainer.readTable()).slice();
  await trainer.close();
  return { table, history };
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

const references = new Map<string, Promise<Trained>>();

/** The training in float64, once for all backends that are compared with it. */
function referenceOf({ typical: _, ...training }: Training): Promise<Trained> {
  const key = JSON.stringify(training);
  const reference = references.get(key) ?? trainedTable(training, openPlainTrainer);
  references.set(key, reference);
  return reference;
}

async function expectReference(training: Training, open: Open) {
  const [ours, reference] = [await trainedTable(training, open), await referenceOf(training)];
  expect(largestDifference(ours.table, reference.table)).toBeLessThan(2e-4);
  return { ours, reference };
}

describe.each(usable)("training on $name", ({ open, backend }) => {
  test.each(FORMS)(
    "a proof names what ran and does not change the parameters, in the form for $form",
    async ({ typical }) => {
      const optimizer = maskedOptimizer((await optimizers.load("adam")).bind({}));
      const table = initialTable(SMALL, 7);
      const trainer = await open({ spec: SMALL, optimizer, batchSize: 13, threads: 1, typical, table });
      const texts = encodedFrom(randomTexts(testRandom(5), 60, SMALL.vocabulary, 10), SMALL.maxLength);
      const side = { texts, labels: Uint16Array.from({ length: 60 }, (_, row) => row % 2) };
      const job = {
        spec: SMALL,
        train: side,
        test: side,
        optimizer,
        schedule: () => 1,
        batchSize: 13,
        epochs: 1,
        seed: 5,
      };
      const { lastChunk } = await fitModel(job, trainer, { nowMs: () => 0 });
      const before = (await trainer.readTable()).slice();
      const proof = await trainer.prove(lastChunk);
      expect(proof.provider).toBe(backend.provider);
      expect(proof.kernelPrecision).toMatch(/^float(32|64)$/);
      expect(backend.usesGpu ? [1, null] : [1]).toContain(proof.threads);
      expect(proof.library).toMatch(/\d+\.\d+/);
      expect((await trainer.readTable()).slice()).toEqual(before);
      // The state must have survived as well.
      await trainer.run(lastChunk);
      await trainer.close();
    },
  );

  test.each([
    { words: "more words than fit in the vocabulary", vocabulary: 6 },
    { words: "fewer words than fit in the vocabulary", vocabulary: 200 },
  ])("gives the reference's weights with $words", async ({ vocabulary }) => {
    const texts = [
      "the cat sat on the mat",
      "a dog ate the cat",
      "dogs and cats",
      "the mat was red",
      "",
      "red red cat",
    ];
    const counter = createWordCounter("words");
    for (const text of texts) counter.add(text);
    const known = counter.vocabulary(vocabulary);
    const encoder = createTextEncoder({ vocabulary: known, segmenter: "words", maxLength: SMALL.maxLength });
    expect(known.length).toBe(Math.min(vocabulary, 15));
    const spec = { ...SMALL, vocabulary };
    const side = { texts: encoder.encode(texts), labels: Uint16Array.of(0, 1, 0, 1, 0, 1) };
    const optimizer = (await optimizers.load("adam")).bind({ learningRate: 0.01 });
    const tables = [];
    for (const openIt of [open, openPlainTrainer]) {
      const setup = { spec, optimizer, batchSize: 4, threads: 1, table: initialTable(spec, 7) };
      const trainer = await openIt({ ...setup, typical: typicalBatch(spec, side.texts, 4) });
      const job = { spec, train: side, test: side, optimizer, schedule: () => 1, batchSize: 4, epochs: 12, seed: 5 };
      await fitModel(job, trainer, { nowMs: () => 0 });
      tables.push((await trainer.readTable()).slice());
      await trainer.close();
    }
    expect(largestDifference(tables[0]!, tables[1]!)).toBeLessThan(2e-4);
    // Rows without a word keep their initial values.
    const unused = tables[0]!.subarray(known.length * SMALL.embedding, vocabulary * SMALL.embedding);
    const initial = initialTable(spec, 7).subarray(known.length * SMALL.embedding, vocabulary * SMALL.embedding);
    expect(unused).toEqual(initial);
  });

  test.each([
    { form: "two classes", spec: SMALL },
    { form: "three classes, two hidden layers, pooling over words", spec: WIDE },
    { form: "no hidden layer", spec: BARE },
  ])("one step of SGD is the gradient of the loss: $form", async ({ spec }) => {
    const sgd = (await optimizers.load("sgd")).bind({ learningRate: 1 });
    const random = testRandom(3);
    const texts = encodedFrom([[], ...randomTexts(random, 6, spec.vocabulary, 10)], spec.maxLength);
    const labels = Uint16Array.from({ length: 7 }, (_, row) => row % spec.classes);
    const table = initialTable(spec, 9);
    // Away from relu's kink, where difference quotients are meaningless.
    const layout = tableLayout(spec);
    for (let index = layout.denseStart * layout.columns; index < table.length; index += 1) table[index]! += 0.01;
    table.fill(
      0,
      layout.denseStart * layout.columns +
        layout.pieces.slice(0, layout.parameters.length).reduce((sum, length) => sum + length, 0),
    );
    const trainer = await open({
      spec,
      optimizer: sgd,
      batchSize: 8,
      threads: 1,
      typical: { unique: 20, pairs: 40 },
      table,
    });
    const nextBatch = createBatcher(spec, texts, labels, 8);
    const order = Int32Array.from({ length: 7 }, (_, row) => row);
    const { before, gradient } = await oneStepGradient(trainer, { spec, table, batch: nextBatch(order, 0) });
    const expected = naiveGradients(spec, naiveWeights(before), texts, labels, [...order]);
    for (const [weight, values] of gradient) {
      expect(largestDifference(values, Float32Array.from(expected[weight]!)), weight).toBeLessThan(2e-6);
    }
  });

  test.each([
    { batchSize: 1, rows: 12 },
    { batchSize: 32, rows: 100 },
    { batchSize: 1024, rows: 300 },
  ])("gives the reference's weights at batch size $batchSize", async ({ batchSize, rows }) => {
    await expectReference({ optimizer: "adam", batchSize, rows }, open);
  });

  test.each(FORMS)("gives the reference's weights in the form for $form", async ({ typical }) => {
    await expectReference({ optimizer: "adam", batchSize: 13, rows: 60, typical }, open);
  });

  test("gives the reference's weights for batches without words, in the form for many words per batch", async () => {
    await expectReference({ optimizer: "adam", spec: WIDE, batchSize: 1, rows: 12, typical: FORMS[3]!.typical }, open);
  });

  test("gives the reference's weights with gradients clipped by norm", async () => {
    const training = { optimizer: "sgd", batchSize: 7, rows: 30, parameters: { learningRate: 0.1 } };
    const clipped = { ...training, parameters: { ...training.parameters, clipNorm: 0.05 } };
    await expectReference(clipped, open);
    const [withoutClipping, withClipping] = [await referenceOf(training), await referenceOf(clipped)];
    expect(largestDifference(withoutClipping.table, withClipping.table)).toBeGreaterThan(1e-3);
  });

  // If rounding decided a sign in lion, the difference would be twice its rate: none of these gradients is that close to 0.
  describe.each(optimizers.names)("%s", (optimizer) => {
    // A GPU's software driver takes seconds per training: there, only Adam runs all of them.
    const whole = test.skipIf(backend.usesGpu && optimizer !== "adam");
    test("gives the reference's weights", async () => {
      const { ours, reference } = await expectReference({ optimizer, batchSize: 7, rows: 30 }, open);
      expect(ours.history.at(-1)!.loss).toBeCloseTo(reference.history.at(-1)!.loss, 4);
      expect(largestDifference(reference.table, initialTable(SMALL, 7))).toBeGreaterThan(1e-4);
    });

    whole.each([
      { form: "steps over the whole table", spec: SMALL, batchSize: 7, rows: 30 },
      { form: "blocks of steps", spec: SPARSE, batchSize: 4, rows: 115 },
    ])("a mask keeps its weights at zero and lets the others train: $form", async (training) => {
      const { ours } = await expectReference({ ...training, optimizer, masked: true }, open);
      const start = maskedStart(training.spec);
      expect(ours.table.filter((weight, index) => index % 3 === 0 && weight !== 0)).toEqual(new Float32Array(0));
      expect(largestDifference(ours.table, start.table)).toBeGreaterThan(1e-3);
    });

    whole("an embedding that is held stays as it is, to the last bit, and the dense layers train", async () => {
      const { ours } = await expectReference({ spec: SPARSE, batchSize: 4, rows: 115, optimizer, held: true }, open);
      const [{ embeddingRows, denseStart, columns }, start] = [tableLayout(SPARSE), initialTable(SPARSE, 7)];
      const words = embeddingRows * columns;
      expect(ours.table.subarray(0, words)).toEqual(start.subarray(0, words));
      expect(
        largestDifference(ours.table.subarray(denseStart * columns), start.subarray(denseStart * columns)),
      ).toBeGreaterThan(1e-3);
    });

    test.skipIf(backend.usesGpu).each(["constant", "one-cycle"])(
      "gives the reference's weights in blocks of few words each, with a %s learning rate",
      async (schedule) => {
        // 29 steps per epoch with some 15 words each: three blocks of 8 and one of 5, each without most of the others' words.
        const typical = { unique: 15, pairs: 20 };
        expect(blocksPayOff(tableLayout(SPARSE), typical)).toBe(true);
        await expectReference({ optimizer, schedule, spec: SPARSE, batchSize: 4, rows: 115, typical }, open);
      },
    );

    whole("gives the reference's weights with pooling over words for batches of empty texts", async () => {
      await expectReference({ optimizer, spec: WIDE, batchSize: 1, rows: 12 }, open);
    });

    whole("gives the reference's weights for three classes and pooling over words", async () => {
      await expectReference({ optimizer, spec: WIDE, batchSize: 7, rows: 40 }, open);
    });

    whole("the same seed twice gives the same bytes", async () => {
      const training = { optimizer, batchSize: 7, rows: 30, parameters: {} };
      const [first, second] = [await trainedTable(training, open), await trainedTable(training, open)];
      expect(Buffer.from(first.table.buffer).equals(Buffer.from(second.table.buffer))).toBe(true);
    });
  });
});

test("onnx gives the same weights on two threads as on one, in batches whose words occur in many texts", async () => {
  const [onnx] = usable.filter(({ name }) => name === "onnx");
  const large = {
    spec: REFERENCE_SPEC,
    batchSize: 256,
    rows: 1500,
    optimizer: "sgd",
    parameters: { learningRate: 0.1 },
    typical: { unique: 10_000, pairs: 1 },
  };
  const one = await trainedTable(large, onnx!.open);
  const two = await trainedTable({ ...large, threads: 2 }, onnx!.open);
  expect(largestDifference(one.table, two.table)).toBeLessThan(1e-5);
});

test("one epoch of the reference experiment's model on real text gives the same weights on every backend, within 1e-3", async () => {
  const dataset = await openDataset("brown-press", { baseFolder: "." });
  const { vocabulary, maxLength } = REFERENCE_SPEC;
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const { train, test: testRows } = await buildCorpus(dataset, { tokenizer, vocabulary, maxLength, validation: 0.1 });
  const optimizer = (await optimizers.load("adam")).bind({});
  const tables = await Promise.all(
    usable.map(async ({ open }) => {
      const setup = {
        spec: REFERENCE_SPEC,
        optimizer,
        batchSize: 32,
        threads: 1,
        typical: typicalBatch(REFERENCE_SPEC, train.texts, 32),
        table: initialTable(REFERENCE_SPEC, 1),
      };
      const trainer = await open(setup);
      await fitModel({ ...setup, train, test: testRows, schedule: () => 1, epochs: 1, seed: 1 }, trainer, {
        nowMs: () => 0,
      });
      const trained = (await trainer.readTable()).slice();
      await trainer.close();
      return trained;
    }),
  );
  expect(largestDifference(tables[0]!, initialTable(REFERENCE_SPEC, 1))).toBeGreaterThan(0.01);
  for (const table of tables) expect(largestDifference(table, tables[0]!)).toBeLessThan(1e-3);
});
