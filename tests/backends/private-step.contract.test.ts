import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../backends/javascript.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { createBatcher } from "../../harness/classifier/training/batches.ts";
import { dropoutExtras, withDropout } from "../../harness/classifier/training/dropout.ts";
import { sgd } from "../../harness/classifier/training/optimizers/sgd.ts";
import { packTable, tableLayout, unpackTable } from "../../harness/classifier/training/parameter-table.ts";
import { withPrivacy } from "../../harness/classifier/training/private-step.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { embeddingRows, inputLength } from "../../harness/contract/model-sizes.ts";
import type { Trainer, TrainerSetup } from "../../harness/contract/trainer.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { randomModel } from "../fixtures/models.ts";
import { type NaiveMasks, type NaiveWeights, naiveGradients, naiveWeights } from "../fixtures/naive-model.ts";
import { encodedFrom, randomTexts, testRandom } from "../fixtures/texts.ts";

const usable = (await usableBackends()).flatMap(({ name, backend }) =>
  backend.openTrainer ? [{ name, open: backend.openTrainer }] : [],
);

const BASE: ModelSpec = { vocabulary: 14, maxLength: 8, embedding: 3, hidden: [4], pooling: "all", classes: 2 };

const SPECS: { form: string; spec: ModelSpec }[] = [
  { form: "the reference experiment's layers", spec: BASE },
  { form: "three classes, words only, no layer", spec: { ...BASE, hidden: [], pooling: "words", classes: 3 } },
  { form: "residual connections, with a kernel and without", spec: { ...BASE, hidden: [4, 4], residual: true } },
  { form: "dropout and bigrams", spec: { ...BASE, hidden: [6, 4], dropout: 0.5, bigrams: 9 } },
];

const CLIP_NORM = 0.4;
const BATCH = 7;
/** A private batch may hold fewer texts than rows, and what it is divided by is neither. */
const TEXTS = 5;
const MEAN_TEXTS = 6;
const LABELS = Uint16Array.of(1, 0, 2, 1, 0);
/** Rounding to it changes no weight by more than 1.2e-7. */
const GRID = 2 ** -22;

const normOf = (gradient: NaiveWeights, names: readonly string[]) =>
  Math.sqrt(names.flatMap((name) => [...gradient[name]!]).reduce((sum, value) => sum + value * value, 0));

/** The sum of all texts' gradients by central differences, each clipped, divided by the mean number of texts; by name. */
function clippedSum(
  spec: ModelSpec,
  weights: NaiveWeights,
  texts: ReturnType<typeof textsOf>,
  masks: (row: number) => NaiveMasks,
  trained: readonly string[],
) {
  const labels = LABELS.map((label) => label % spec.classes);
  const norms: number[] = [];
  const sum = new Map(trained.map((name) => [name, new Float64Array(weights[name]!.length)]));
  for (let row = 0; row < TEXTS; row += 1) {
    const gradient = naiveGradients(spec, weights, texts, labels, [row], masks(row));
    const norm = normOf(gradient, trained);
    norms.push(norm);
    for (const [name, values] of sum) {
      gradient[name]!.forEach((value, index) => {
        values[index]! += (value * Math.min(1, CLIP_NORM / norm)) / MEAN_TEXTS;
      });
    }
  }
  return { sum, norms };
}

/** The first is empty; one repeats a word. */
function textsOf(spec: ModelSpec) {
  const ids = embeddingRows(spec);
  const length = inputLength(spec);
  return encodedFrom([[], [2, 3, 3, 3], ...randomTexts(testRandom(3), TEXTS - 2, ids, length)], length);
}

/** What a step of sgd at rate 1 subtracts, by name, without noise; and noise where `noise` is above 0. */
async function stepOn(
  open: (setup: TrainerSetup) => Promise<Trainer> | Trainer,
  { spec, changesWords, standardDeviation = 0 }: { spec: ModelSpec; changesWords: boolean; standardDeviation?: number },
) {
  const layout = tableLayout(spec);
  const floats = new Map([...randomModel(spec).weights].map(([name, tensor]) => [name, dequantize(tensor)]));
  const table = packTable(layout, floats);
  const texts = textsOf(spec);
  const privacy = { clipNorm: CLIP_NORM, grid: GRID, changesWords };
  const random = testRandom(9);
  const uniform = () => 1 - random();
  const labels = LABELS.map((label) => label % spec.classes);
  const plain = withDropout(createBatcher(spec, texts, labels, BATCH), spec, { batchSize: BATCH, seed: 5 });
  const noise = { standardDeviation, grid: GRID };
  const batch = withPrivacy(plain, spec, { step: privacy, meanTexts: MEAN_TEXTS, noise, uniform })(
    Int32Array.from({ length: TEXTS }, (_, row) => row),
    0,
  );
  const trainer = await open({
    spec,
    optimizer: sgd.bind({ learningRate: 1 }),
    privacy,
    batchSize: BATCH,
    threads: 1,
    typical: { unique: layout.embeddingRows, pairs: 20 },
    table,
  });
  await trainer.run({ batches: [batch], scalars: { minusRate: Float32Array.of(-1) }, missedTerms: [[]], rescale: {} });
  const after = unpackTable(layout, (await trainer.readTable()).slice());
  await trainer.close();
  const moved = new Map(
    [...floats].map(([name, values]) => [name, values.map((value, at) => value - after.get(name)![at]!)]),
  );
  const masks = (row: number): NaiveMasks =>
    Object.fromEntries(
      dropoutExtras(spec, BATCH).map(({ name, dims }) => {
        const width = Number(dims[1]);
        return [name, batch.extras[name]!.subarray(row * width, (row + 1) * width)];
      }),
    );
  return { moved, masks, texts, weights: naiveWeights(floats) };
}

describe.each(usable)("on $name", ({ open }) => {
  describe.each(SPECS)("$form", ({ spec }) => {
    test("a step moves by the clipped gradients of each text by finite differences", async () => {
      const { moved, masks, texts, weights } = await stepOn(open, { spec, changesWords: true });
      const { sum, norms } = clippedSum(spec, weights, texts, masks, Object.keys(weights));
      // Some are clipped, and some are not.
      expect(Math.max(...norms)).toBeGreaterThan(CLIP_NORM);
      expect(Math.min(...norms)).toBeLessThan(CLIP_NORM * 3);
      for (const [name, values] of sum) {
        values.forEach((value, index) => {
          expect(Math.abs(moved.get(name)![index]! - value)).toBeLessThan(1e-5);
        });
      }
    });

    test("where words are frozen, the layers alone are clipped", async () => {
      const { moved, masks, texts, weights } = await stepOn(open, { spec, changesWords: false });
      const layers = Object.keys(weights).filter((name) => name !== "embedding");
      const { sum } = clippedSum(spec, weights, texts, masks, layers);
      for (const [name, values] of sum) {
        values.forEach((value, index) => {
          expect(Math.abs(moved.get(name)![index]! - value)).toBeLessThan(1e-5);
        });
      }
    });
  });

  test("the same noise is added as in plain JavaScript, to every word and every layer", async () => {
    const noisy = { spec: BASE, changesWords: true, standardDeviation: 0.25 };
    const [ours, reference] = [await stepOn(open, noisy), await stepOn(openPlainTrainer, noisy)];
    for (const [name, values] of reference.moved) {
      values.forEach((value, index) => {
        expect(Math.abs(ours.moved.get(name)![index]! - value)).toBeLessThan(1e-5);
      });
      expect(values.some((value) => Math.abs(value) > 0.1)).toBe(true);
    }
    // Words of no text among them: of 14 words, each has three numbers.
    expect(ours.moved.get("embedding")!.every((value) => value !== 0)).toBe(true);
  });
});
