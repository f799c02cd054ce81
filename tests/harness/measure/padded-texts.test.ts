import { expect, test } from "vitest";
import { paddedTextDoubts } from "../../../harness/measure/padded-texts.ts";
import { makePlan } from "../../fixtures/records.ts";

const [planned] = makePlan({ axes: {}, seeds: [1] }).cells;
const { experiment } = planned!;

/** Texts of four words and of six: five of 100 positions have words. */
const data = (train: number, test: number | null = 10) => ({
  rowCounts: { train, test },
  rows: async function* () {
    yield { text: "a text of words", label: 0 };
    yield { text: "and a longer text of words", label: 1 };
  },
});
const cell = (model: object = {}, training: object = {}) => ({
  experiment: {
    ...experiment,
    model: { ...experiment.model, pooling: "all" as const, maxLength: 100, ...model },
    training: {
      ...experiment.training,
      ...{ optimizer: { name: "adam" }, epochs: 10, batchSize: 10, validation: 0 },
      ...training,
    },
  },
});
const doubt = (fields: object = {}) => ({
  kind: "mostly-padding",
  cells: 1,
  positions: 100,
  share: 0.95,
  steps: 100,
  ...fields,
});

test("as many steps as one on twenty positions of which one has words count as one", async () => {
  // 10 epochs of 79 batches are 790 steps, and count as 39.5.
  expect(await paddedTextDoubts(data(790), [cell()])).toEqual([doubt({ steps: 790 })]);
  expect(await paddedTextDoubts(data(791), [cell()])).toEqual([]);
  // Of 1,000 rows 800 are for training, and 80 of these for validation.
  expect(await paddedTextDoubts(data(1000, null), [cell({}, { validation: 0.1 })])).toEqual([doubt({ steps: 720 })]);
  expect(await paddedTextDoubts(data(5000), [cell({}, { rows: 100 })])).toEqual([doubt()]);
});

test("a higher learning rate makes up for padding", async () => {
  const at = (learningRate: number) =>
    paddedTextDoubts(data(100), [cell({}, { optimizer: { name: "adam", learningRate } })]);
  expect(await at(0.001)).toEqual([doubt()]);
  expect(await at(0.01)).toEqual([]);
});

test("steps that are too few without padding, too, are no matter of padding", async () => {
  expect(await paddedTextDoubts(data(100), [cell({}, { epochs: 4 })])).toEqual([doubt({ steps: 40 })]);
  expect(await paddedTextDoubts(data(100), [cell({}, { epochs: 3 })])).toEqual([]);
  expect(await paddedTextDoubts(data(100), [cell({}, { batchSize: "full" })])).toEqual([]);
});

test("of several cells the worst is named, and those without padding are left out", async () => {
  const cells = [cell(), cell({ maxLength: 200 }), cell({ maxLength: 6 }), cell({ pooling: "words" })];
  expect(await paddedTextDoubts(data(100), cells)).toEqual([doubt({ cells: 2, positions: 200, share: 0.975 })]);
  for (const other of [
    cell({ source: "tfidf" }),
    cell({ initial: "vectors" }),
    cell({ batchNorm: true }),
    cell({}, { optimizer: { name: "sgd" } }),
  ]) {
    expect(await paddedTextDoubts(data(100), [other])).toEqual([]);
  }
});
