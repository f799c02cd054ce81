import { describe, expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import { corpusKey, textsKey, trainingKey } from "../../../harness/measure/artifact-keys.ts";
import { FOUR, planOf } from "./planned.ts";

describe("artifact keys", () => {
  /** The number of distinct keys among the cells of a matrix. */
  const distinct = (key: typeof trainingKey, content: Record<string, Json>) =>
    new Set(planOf(content).cells.map((cell) => key(cell, "code1"))).size;

  test("equal training jobs share a key, however the model is compressed and wherever it is served", () => {
    expect(distinct(trainingKey, FOUR)).toBe(1);
  });

  test("the seed and the repeat are part of the training key", () => {
    expect(distinct(trainingKey, { ...FOUR, seeds: [1, 2, 3], repeats: 2 })).toBe(6);
  });

  test.each([
    "trainBackend",
    "batchSize",
    "epochs",
    "validation",
    "threads",
    "optimizer",
    "model.embedding",
    "model.batchNorm",
    "model.residual",
    "model.dropout",
    "model.bigrams",
    "tokenizer.fitOn",
  ])("so is %s", (axis) => {
    const values: Record<string, Json[]> = {
      trainBackend: ["onnx", "wasm"],
      optimizer: ["adam", "sgd"],
      validation: [0.1, 0.2],
      "model.batchNorm": [false, true],
      "model.residual": [false, true],
      "model.dropout": [0, 0.5],
      "tokenizer.fitOn": ["train", "all"],
    };
    expect(distinct(trainingKey, { axes: { [axis]: values[axis] ?? [2, 4] } })).toBe(2);
  });

  test("so is a technique that changes the training, and no other", () => {
    expect(distinct(trainingKey, { axes: { distillation: ["none", "distill"] } })).toBe(2);
    expect(distinct(trainingKey, { axes: { pruning: ["none", "prune"], distillation: ["distill"] } })).toBe(1);
  });

  test("texts, trainings and experiments that are masked otherwise have keys of their own, and unmasked ones those of before", () => {
    const masks = { axes: { "tokenizer.mask": ["none", ["email"], ["phone", "email"], "all"] } };
    const { cells } = planOf(masks);
    for (const key of [trainingKey, corpusKey]) expect(distinct(key, masks)).toBe(4);
    expect(new Set(cells.map(({ experiment }) => textsKey(experiment, "code1"))).size).toBe(4);
    const [unmasked] = planOf({}).cells;
    expect(cells.map(({ experiment }) => experiment)).toContainEqual(unmasked!.experiment);
    expect(unmasked!.experiment.tokenizer).toEqual({ segmenter: "words", fitOn: "train" });
    const [ordered] = planOf({ base: { tokenizer: { mask: ["email", "phone"] } } }).cells;
    expect(cells.map(({ experiment }) => experiment)).toContainEqual(ordered!.experiment);
  });

  test("encoded texts depend only on the vocabulary, the length, the end that is kept, the pairs of words and the validation share", () => {
    expect(distinct(corpusKey, { ...FOUR, seeds: [1, 2, 3] })).toBe(1);
    expect(distinct(corpusKey, { axes: { batchSize: [8, 16], "model.embedding": [4, 8] } })).toBe(1);
    expect(
      distinct(corpusKey, {
        axes: {
          "model.vocabulary": [100, 200],
          "model.maxLength": [50, 60],
          "model.keep": ["end", "start"],
          "model.bigrams": [0, 10],
          validation: [0, 0.1],
        },
      }),
    ).toBe(32);
  });

  test("other code gives other keys, and artifacts of different kinds never share a key", () => {
    const cell = planOf({}).cells[0]!;
    const keys = [
      trainingKey(cell, "code1"),
      trainingKey(cell, "code2"),
      corpusKey(cell, "code1"),
      corpusKey(cell, "code2"),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});
