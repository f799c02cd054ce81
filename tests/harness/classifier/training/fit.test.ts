import { expect, test } from "vitest";
import { openPlainTrainer } from "../../../../backends/javascript.ts";
import { fitModel } from "../../../../harness/classifier/training/fit.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { initialTable } from "../../../../harness/classifier/training/parameter-table.ts";
import { predictPlain, textsAtOnce } from "../../../../harness/classifier/training/predict.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";
import type { Trainer } from "../../../../harness/contract/trainer.ts";
import { encodedFrom, randomTexts, testRandom } from "../../../fixtures/texts.ts";

const shape = { vocabulary: 20, maxLength: 8, embedding: 2, hidden: [], pooling: "words" } as const;

function sideOf(rows: number, classes: number) {
  return {
    texts: encodedFrom(randomTexts(testRandom(3), rows, 20, 8), 8),
    labels: Uint16Array.from({ length: rows }, (_, row) => row % classes),
  };
}

/** Trains one epoch, and notes the texts of each call that follows the training, and the steps of each that trains. */
async function followed(classes: number, { trained, tested }: { readonly trained: number; readonly tested: number }) {
  const spec: ModelSpec = { ...shape, classes };
  const optimizer = sgd.bind({ learningRate: 0.1 });
  const shared = { spec, optimizer, batchSize: 4 };
  const plain = openPlainTrainer({
    ...shared,
    threads: 1,
    typical: { unique: 20, pairs: 40 },
    table: initialTable(spec, 7),
  });
  const asked: number[] = [];
  const steps: number[] = [];
  const trainer: Trainer = {
    ...plain,
    run: (chunk) => {
      steps.push(chunk.batches.length);
      return plain.run(chunk);
    },
    predict: async ({ spec: sizes, weights }, texts) => {
      asked.push(texts.rows);
      return Float32Array.from(predictPlain(sizes, weights, texts));
    },
  };
  const [train, test] = [sideOf(trained, classes), sideOf(tested, classes)];
  const job = { ...shared, train, test, validation: test, schedule: () => 1, epochs: 1, seed: 5 };
  const { history } = await fitModel(job, trainer, { nowMs: () => 0 });
  return { asked, steps, epoch: history[0]! };
}

test("texts are followed in parts that hold fewer the more classes there are, however many texts", async () => {
  expect(textsAtOnce(1)).toBe(4096);
  expect(textsAtOnce(9999)).toBe(104);
  const { asked, epoch } = await followed(9999, { trained: 4, tested: 250 });
  expect(asked).toEqual([104, 104, 42, 104, 104, 42]);
  // Hardly trained, a model gives each class about the same: ln 9999 = 9.21.
  expect(epoch.validationLoss).toBeCloseTo(9.21, 1);
});

test("a call holds fewer steps the more classes there are", async () => {
  // 2^23 logits are those of 209 batches of four texts and 9,999 classes.
  expect((await followed(9999, { trained: 4 * 210, tested: 1 })).steps).toEqual([209, 1]);
  expect((await followed(2, { trained: 4 * 210, tested: 1 })).steps).toEqual([210]);
});
