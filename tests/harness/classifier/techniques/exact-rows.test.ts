import { beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../../../backends/registry.ts";
import { openDataset } from "../../../../data/registry.ts";
import { toInt4Blocks } from "../../../../harness/classifier/quantizations/int4-blocks/stored.ts";
import type { Matrix } from "../../../../harness/classifier/quantizations/matrix.ts";
import { toProduct } from "../../../../harness/classifier/quantizations/product/stored.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { buildCorpus, type Corpus } from "../../../../harness/classifier/text/corpus.ts";
import { fitModel } from "../../../../harness/classifier/training/fit.ts";
import { adam } from "../../../../harness/classifier/training/optimizers/adam.ts";
import { initialTable } from "../../../../harness/classifier/training/parameter-table.ts";
import { predictPlain } from "../../../../harness/classifier/training/predict.ts";
import { type ModelSpec, SPECIAL_ROWS, type StoredTensor } from "../../../../harness/contract/index.ts";

/** Short texts in the document's 500 positions: of a text of 20 words, 96 % of the mean is padding. */
const SPEC: ModelSpec = { vocabulary: 1000, maxLength: 500, embedding: 16, hidden: [24], pooling: "all", classes: 2 };

let corpus: Corpus;
let weights: ReadonlyMap<string, Float32Array>;
beforeAll(async () => {
  const dataset = await openDataset("synthetic:rows=1500,classes=2,words=1500,length=20,seed=4", { baseFolder: "." });
  const { vocabulary, maxLength } = SPEC;
  corpus = await buildCorpus(dataset, {
    tokenizer: { segmenter: "words", fitOn: "train" },
    vocabulary,
    maxLength,
    validation: 0,
  });
  const optimizer = adam.bind({ learningRate: 0.01 });
  const setup = {
    spec: SPEC,
    optimizer,
    batchSize: 32,
    threads: 1,
    typical: { unique: 200, pairs: 600 },
    table: initialTable(SPEC, 1),
  };
  const trainer = await (await backends.load("onnx")).openTrainer!(setup);
  const job = { ...setup, train: corpus.train, test: corpus.test, schedule: () => 1, epochs: 10, seed: 1 };
  ({ weights } = await fitModel(job, trainer, { nowMs: () => performance.now() }));
  await trainer.close();
});

type Store = (matrix: Matrix) => StoredTensor;

/** The embedding as a scheme stores it, with padding and <OOV> exact or quantized like all others. */
function quantized(store: Store, keepExact: boolean): Float32Array {
  const { vocabulary: rows, embedding: columns } = SPEC;
  const embedding = weights.get("embedding")!;
  if (keepExact) return dequantize(store({ rows, columns, data: embedding }));
  // Two rows in front take the exception's place, so that every row of the model is quantized.
  const shifted = new Float32Array((rows + SPECIAL_ROWS) * columns);
  shifted.set(embedding, SPECIAL_ROWS * columns);
  return dequantize(store({ rows: rows + SPECIAL_ROWS, columns, data: shifted })).slice(SPECIAL_ROWS * columns);
}

/** Change of each test text's log-odds when the embedding is replaced. */
function logitShifts(embedding: Float32Array): number[] {
  const logits = (table: Float32Array) =>
    Array.from(predictPlain(SPEC, new Map([...weights, ["embedding", table]]), corpus.test.texts), (p) =>
      Math.log(p / (1 - p)),
    );
  const before = logits(weights.get("embedding")!);
  return logits(embedding).map((logit, row) => logit - before[row]!);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const SCHEMES: readonly (readonly [string, Store])[] = [
  ["int4-blocks", (matrix) => toInt4Blocks(matrix, 16)],
  ["product", (matrix) => toProduct(matrix, { subvectorWidth: 4, centroids: 64, norm: false, iterations: 20 }, 1)],
  [
    "product with the norm",
    (matrix) => toProduct(matrix, { subvectorWidth: 4, centroids: 64, norm: true, iterations: 20 }, 1),
  ],
];

describe.each(SCHEMES)("padding and <OOV> in an embedding stored as %s", (_, store) => {
  test("exact, the errors of the words cancel out over the texts", () => {
    expect(Math.abs(mean(logitShifts(quantized(store, true))))).toBeLessThan(0.05);
  });

  test("quantized, the error of padding pushes every text the same way, by many times as much", () => {
    const shifts = logitShifts(quantized(store, false));
    const bias = mean(shifts);
    expect(shifts.every((shift) => Math.sign(shift) === Math.sign(bias))).toBe(true);
    expect(Math.abs(bias)).toBeGreaterThan(0.5);
    expect(Math.abs(bias)).toBeGreaterThan(20 * Math.abs(mean(logitShifts(quantized(store, true)))));
  });
});
