import { describe, expect, test } from "vitest";
import { openPlainTrainer } from "../../../../backends/javascript.ts";
import { fitModel } from "../../../../harness/classifier/training/fit.ts";
import { foldBatchNorm } from "../../../../harness/classifier/training/fold-batch-norm.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { initialTable, packTable, tableLayout } from "../../../../harness/classifier/training/parameter-table.ts";
import { predictPlain } from "../../../../harness/classifier/training/predict.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

/** One column, one unit, one position: a text's mean is the row of its word. */
const SPEC: ModelSpec = {
  vocabulary: 7,
  maxLength: 1,
  embedding: 1,
  hidden: [1],
  pooling: "all",
  classes: 2,
  batchNorm: true,
};
const WEIGHTS = new Map([
  ["embedding", Float32Array.of(0, 0, 1, 2, 3, 4, 5)],
  ["dense0.kernel", Float32Array.of(1)],
  ["norm0.gamma", Float32Array.of(2)],
  ["norm0.beta", Float32Array.of(10)],
  ["output.kernel", Float32Array.of(0.1)],
  ["output.bias", Float32Array.of(0)],
]);
/** Means 1, 2, 3, 4, 5: their mean is 3, their variance 2. */
const TEXTS = encodedFrom([[2], [3], [4], [5], [6]], 1);

describe("folding", () => {
  test("puts gamma / sqrt(2.001) into the kernel, beta - 3 gamma / sqrt(2.001) into the bias", () => {
    const { spec, weights } = foldBatchNorm({ spec: SPEC, weights: WEIGHTS }, TEXTS);
    expect(spec).toEqual({ ...SPEC, batchNorm: false });
    expect([...weights.keys()].sort()).toEqual([
      "dense0.bias",
      "dense0.kernel",
      "embedding",
      "output.bias",
      "output.kernel",
    ]);
    expect(weights.get("dense0.kernel")![0]).toBeCloseTo(1.41386, 5);
    expect(weights.get("dense0.bias")![0]).toBeCloseTo(10 - 3 * 1.41386, 4);
    expect(WEIGHTS.get("dense0.kernel")![0]).toBe(1);
    // 3 is the mean: relu(10) x 0.1 = 1, and the sigmoid of 1 is 0.731.
    expect(predictPlain(spec, weights, encodedFrom([[4]], 1))[0]).toBeCloseTo(0.7311, 4);
  });

  test("does nothing to a model without batch normalization", () => {
    const plain = { spec: { ...SPEC, batchNorm: false }, weights: WEIGHTS };
    expect(foldBatchNorm(plain, TEXTS)).toEqual(plain);
  });

  test("identical texts, which give every column a variance of 0, leave finite weights", () => {
    const { weights } = foldBatchNorm({ spec: SPEC, weights: WEIGHTS }, encodedFrom([[2], [2]], 1));
    for (const values of weights.values()) expect(values.every(Number.isFinite)).toBe(true);
    // gamma / sqrt(0.001)
    expect(weights.get("dense0.kernel")![0]).toBeCloseTo(63.2456, 3);
  });
});

test("a training measures its accuracy with the statistics of each epoch, and returns a folded model", async () => {
  const optimizer = sgd.bind({ learningRate: 0.5 });
  const table = packTable(tableLayout(SPEC), WEIGHTS);
  const setup = { spec: SPEC, optimizer, batchSize: 5, threads: 1, typical: { unique: 5, pairs: 5 }, table };
  const trainer = openPlainTrainer(setup);
  const side = { texts: TEXTS, labels: Uint16Array.of(0, 0, 0, 1, 1) };
  let nowMs = 0;
  const job = { ...setup, train: side, test: side, schedule: () => 1, epochs: 3, seed: 1 };
  const clock = () => {
    nowMs += 1;
    return nowMs;
  };
  const { spec, weights, history, trainWallMs } = await fitModel(job, trainer, { nowMs: clock });
  expect(spec.batchNorm).toBe(false);
  const answers = predictPlain(spec, weights, TEXTS);
  const right = answers.filter((probability, row) => probability > 0.5 === (side.labels[row] === 1)).length;
  expect(history.at(-1)!.testAccuracy).toBe(right / 5);
  // One tick of the clock in each of three epochs of one step, and one for the folding at the end.
  expect(history.map((epoch) => epoch.trainWallMs)).toEqual([1, 2, 3]);
  expect(trainWallMs).toBe(4);
});

test("gammas begin at 1 and betas at 0, without using another parameter's random stream", () => {
  const layout = tableLayout(SPEC);
  const table = initialTable(SPEC, 4);
  expect(layout.parameters.map(({ name }) => name)).toEqual([
    "dense0.kernel",
    "norm0.gamma",
    "norm0.beta",
    "output.kernel",
    "output.bias",
  ]);
  expect([...table.slice(layout.denseStart + 1, layout.denseStart + 3)]).toEqual([1, 0]);
});
