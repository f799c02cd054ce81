import { expect, test } from "vitest";
import { openPlainTrainer } from "../../../../backends/javascript.ts";
import { planPrivately } from "../../../../harness/classifier/privacy/private-plan.ts";
import { fitModel } from "../../../../harness/classifier/training/fit.ts";
import { sgd } from "../../../../harness/classifier/training/optimizers/sgd.ts";
import { initialTable } from "../../../../harness/classifier/training/parameter-table.ts";
import type { PrivateBatches } from "../../../../harness/classifier/training/private-step.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";
import { encodedFrom, randomTexts, testRandom } from "../../../fixtures/texts.ts";

const SPEC: ModelSpec = { vocabulary: 20, maxLength: 8, embedding: 3, hidden: [4], pooling: "words", classes: 2 };
const ROWS = 12;
const SIDE = {
  texts: encodedFrom(randomTexts(testRandom(3), ROWS, 20, 8), 8),
  labels: Uint16Array.from({ length: ROWS }, (_, row) => row % 2),
};
const ALL = Int32Array.from({ length: ROWS }, (_, row) => row);

async function fitted(
  privacy: PrivateBatches | undefined,
  { batchSize, epochs }: { batchSize: number; epochs: number },
) {
  const optimizer = sgd.bind({ learningRate: 0.5 });
  const shared = { spec: SPEC, optimizer, batchSize };
  const trainer = openPlainTrainer({
    ...shared,
    ...(privacy && { privacy: privacy.step }),
    threads: 1,
    typical: { unique: 20, pairs: 40 },
    table: initialTable(SPEC, 7),
  });
  const job = { ...shared, ...(privacy && { privacy }), train: SIDE, test: SIDE, schedule: () => 1, epochs, seed: 5 };
  return fitModel(job, trainer, { nowMs: () => 0 });
}

/** Steps that read what they are told to and add no noise. */
const noiseless = (samples: readonly Int32Array[], clipNorm: number): PrivateBatches => ({
  step: { clipNorm, grid: 2 ** -30, changesWords: true },
  samples,
  meanTexts: ROWS,
  noise: { standardDeviation: 0, grid: 2 ** -30 },
  uniform: () => 0.5,
});

test("without noise and with a norm that nothing reaches, steps on all texts are those of a plain training", async () => {
  const plain = await fitted(undefined, { batchSize: ROWS, epochs: 4 });
  const same = await fitted(noiseless([ALL, ALL, ALL, ALL], 1e6), { batchSize: ROWS, epochs: 4 });
  for (const [name, values] of plain.weights) {
    values.forEach((value, index) => {
      expect(Math.abs(same.weights.get(name)![index]! - value)).toBeLessThan(1e-6);
    });
  }
  expect(same.history.map(({ loss }) => loss)).toEqual(plain.history.map(({ loss }) => expect.closeTo(loss, 6)));
  expect(same.steps).toBe(4);
});

test("a step whose sample is empty moves nothing but by noise, and its epoch has a loss", async () => {
  const still = await fitted(noiseless([new Int32Array(0)], 1), { batchSize: ROWS, epochs: 1 });
  const words = initialTable(SPEC, 7).subarray(0, 60);
  expect([...still.weights.get("embedding")!]).toEqual([...words]);
  expect(still.history[0]!.loss).toBe(0);
});

test("two private trainings of one seed differ, and both spend what they say", async () => {
  const goal = { noise: 1, delta: 1e-3, clipNorm: 1 };
  const size = { texts: ROWS, batchSize: 4, epochs: 2, parameters: 60 + 21 };
  const once = async (seed: number) => {
    const random = testRandom(seed);
    const uniform = () => 1 - random();
    const { samples, mostTexts, meanTexts, noise, spent } = planPrivately(goal, size, uniform);
    const step = { clipNorm: 1, grid: noise.grid, changesWords: true };
    const fit = await fitted({ step, samples, meanTexts, noise, uniform }, { batchSize: mostTexts, epochs: 2 });
    return { ...fit, spent };
  };
  const [first, second] = [await once(1), await once(2)];
  expect(first.steps).toBe(6);
  expect(first.spent).toEqual(second.spent);
  expect(first.weights).not.toEqual(second.weights);
});
