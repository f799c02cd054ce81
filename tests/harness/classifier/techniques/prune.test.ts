import { describe, expect, test } from "vitest";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { zeroSmallest } from "../../../../harness/classifier/techniques/magnitude.ts";
import { prunings, techniques } from "../../../../harness/classifier/techniques/registry.ts";
import { rowSaliency } from "../../../../harness/classifier/techniques/saliency.ts";
import type { Float32Tensor, ModelSpec, TrainedModel } from "../../../../harness/contract/index.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { naiveLoss, naiveWeights } from "../../../fixtures/naive-model.ts";
import { changedBy, rowsFor, SOUND_PARAMETERS, toolsFor } from "../../../fixtures/techniques.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

const SPEC: ModelSpec = { vocabulary: 50, maxLength: 20, embedding: 6, hidden: [5, 4], pooling: "all", classes: 2 };

function modelOf(spec: ModelSpec, weights: Record<string, [shape: number[], values: number[]]>): TrainedModel {
  const stored = Object.entries(weights).map(([name, [shape, values]]): [string, Float32Tensor] => [
    name,
    { kind: "float32", shape, data: Float32Array.from(values) },
  ]);
  return { ...randomModel(spec), weights: new Map(stored) };
}

const valuesOf = (model: TrainedModel, name: string) => [...dequantize(model.weights.get(name)!)];
const allWeights = (model: TrainedModel) => [...model.weights].map(([name, stored]) => [name, dequantize(stored)]);

describe("magnitude", () => {
  const zeroed = (share: number, ...parts: number[][]) => {
    const arrays = parts.map((part) => Float32Array.from(part));
    zeroSmallest(arrays, share);
    return arrays.map((array) => [...array]);
  };

  test("removes the smallest half", () => {
    expect(zeroed(0.5, [-4, 1, 0.5, -2])).toEqual([[-4, 0, 0, -2]]);
  });

  test("of equal magnitudes, removes the first, over all parts", () => {
    expect(zeroed(0.5, [2, -1, 3], [1, 1])).toEqual([
      [2, 0, 3],
      [0, 1],
    ]);
  });

  test("rounds a fractional number of weights down", () => {
    expect(zeroed(0.7, [1, 2, 3])).toEqual([[0, 0, 3]]);
    expect(zeroed(0.3, [1, 2, 3])).toEqual([[1, 2, 3]]);
    // 0.7 of 90 are 63.
    const [left] = zeroed(
      0.7,
      Array.from({ length: 90 }, (_, index) => index + 1),
    );
    expect(left!.filter((weight) => weight === 0)).toHaveLength(63);
  });

  // 4 rows of 2, no hidden layer: rows 2 and 3 and the kernel can go, 6 weights.
  const spec: ModelSpec = { ...SPEC, vocabulary: 4, embedding: 2, hidden: [] };
  const model = modelOf(spec, {
    embedding: [
      [4, 2],
      [0.01, 0.02, 0.03, 0.04, 1, -2, 3, 4],
    ],
    "output.kernel": [
      [2, 1],
      [10, -20],
    ],
    "output.bias": [[1], [0.001]],
  });

  test("globally, removes the smallest of the whole model; padding, <OOV> and biases stay", async () => {
    const pruned = await changedBy("magnitude", model, { sparsity: 0.5 });
    expect(valuesOf(pruned, "embedding")).toEqual([...Float32Array.of(0.01, 0.02, 0.03, 0.04, 0, 0, 0, 4)]);
    expect(valuesOf(pruned, "output.kernel")).toEqual([10, -20]);
    expect(valuesOf(pruned, "output.bias")).toEqual([Math.fround(0.001)]);
  });

  test("by layer, removes the smallest of each matrix", async () => {
    const pruned = await changedBy("magnitude", model, { sparsity: 0.5, scope: "layer" });
    expect(valuesOf(pruned, "embedding").slice(4)).toEqual([0, 0, 3, 4]);
    expect(valuesOf(pruned, "output.kernel")).toEqual([0, -20]);
  });

  test("fine-tuning moves only what is left: removed weights stay 0, not -0", async () => {
    const at = { sparsity: 0.7 };
    const once = await changedBy("magnitude", randomModel(SPEC), at);
    const tuned = await changedBy("magnitude", randomModel(SPEC), { ...at, fineTuneEpochs: 2 });
    for (const [name, stored] of once.weights) {
      const before = dequantize(stored);
      const after = dequantize(tuned.weights.get(name)!);
      expect(
        [...after].filter((value, index) => before[index] === 0 && !Object.is(value, 0) && stored.shape.length === 2),
      ).toEqual([]);
      expect(after).not.toEqual(before);
    }
  });

  test.each([
    {},
    { sparsity: 0 },
    { sparsity: 1 },
    { sparsity: 0.5, scope: "rows" },
    { sparsity: 0.5, fineTuneEpochs: -1 },
  ])("refuses %j", async (parameters) => {
    const technique = await prunings.load("magnitude");
    expect(() => technique.bind(parameters)).toThrow(/pruning magnitude: (sparsity|scope|fineTuneEpochs)/);
  });
});

describe("units", () => {
  // 3 hidden units over 2 columns: columns of the kernel and rows of the output's kernel.
  const spec: ModelSpec = { ...SPEC, vocabulary: 3, embedding: 2, hidden: [3] };
  const model = modelOf(spec, {
    embedding: [
      [3, 2],
      [0, 0, 0, 0, 1, 1],
    ],
    // incoming [3, 0, 4], [0, 2, 0], [1, 0, 0], bias included: norms 5, 2 and 1
    "dense0.kernel": [
      [2, 3],
      [3, 0, 1, 0, 2, 0],
    ],
    "dense0.bias": [[3], [4, 0, 0]],
    // outgoing 1, 2 and 6: importances 5, 4 and 6
    "output.kernel": [
      [3, 1],
      [1, -2, 6],
    ],
    "output.bias": [[1], [7]],
  });

  test("removes the unit with the smallest product of norms, and all tensors shrink", async () => {
    const pruned = await changedBy("units", model, { keep: [2] });
    expect(pruned.spec.hidden).toEqual([2]);
    expect(pruned.weights.get("dense0.kernel")!.shape).toEqual([2, 2]);
    expect(valuesOf(pruned, "dense0.kernel")).toEqual([3, 1, 0, 0]);
    expect(valuesOf(pruned, "dense0.bias")).toEqual([4, 0]);
    expect(valuesOf(pruned, "output.kernel")).toEqual([1, 6]);
    expect(valuesOf(pruned, "output.bias")).toEqual([7]);
  });

  test("a share is rounded down, but removes at least one unit", async () => {
    expect((await changedBy("units", model, { share: 0.1 })).spec.hidden).toEqual([2]);
    expect((await changedBy("units", model, { share: 0.7 })).spec.hidden).toEqual([1]);
    expect((await changedBy("units", randomModel(SPEC), { share: 0.5 })).spec.hidden).toEqual([3, 2]);
  });

  test("refuses to keep no units, all units, or units of other layers", async () => {
    const keeping = (parameters: { keep?: number[]; share?: number }) => changedBy("units", model, parameters);
    await expect(keeping({ keep: [3] })).rejects.toThrow(/of hidden layers \[3\], \[3\] units cannot be kept/);
    await expect(keeping({ keep: [2, 2] })).rejects.toThrow(/cannot be kept/);
    const none = randomModel({ ...SPEC, hidden: [] });
    await expect(changedBy("units", none, { share: 0.5 })).rejects.toThrow(/hidden layers \[\]/);
    const technique = await prunings.load("units");
    for (const parameters of [{}, { share: 0.5, keep: [2] }]) {
      expect(() => technique.bind(parameters)).toThrow(/needs either "share"/);
    }
    expect(() => technique.bind({ keep: [0] })).toThrow(/keep\.0/);
  });

  test("refuses a model with residual connections, whose units are added to others", async () => {
    const around = randomModel({ ...SPEC, residual: true });
    await expect(changedBy("units", around, { share: 0.5 })).rejects.toThrow(/train without model\.residual/);
  });
});

describe("vocabulary", () => {
  // One column and no hidden layer: logit = mean of the rows. Words a, b, c after padding 0 and <OOV> 1.
  const spec: ModelSpec = { ...SPEC, vocabulary: 5, maxLength: 4, embedding: 1, hidden: [] };
  const model: TrainedModel = {
    ...modelOf(spec, {
      embedding: [
        [5, 1],
        [0, 1, -2, 1.5, 3],
      ],
      "output.kernel": [[1, 1], [1]],
      "output.bias": [[1], [0]],
    }),
    vocabulary: ["", "<OOV>", "a", "b", "c"],
  };
  // Text "a c": mean (-2 + 3) / 4 = 1/4. Text "b b a": mean (3 - 2) / 4 = 1/4. Both are p = 0.5622, of labels 1 and 0.
  const rows = {
    texts: encodedFrom(
      [
        [2, 4],
        [3, 3, 2],
      ],
      4,
    ),
    labels: Uint16Array.of(1, 0),
  };
  const prunedBy = async (parameters: { rows: number; by: string; pruned?: string }) =>
    (await techniques.load("vocabulary")).bind(parameters).after!(model, toolsFor(model, rows));

  test.each([
    ["norm", "padding", "c"], // 2, 1.5 and 3
    ["frequency", "padding", "a"],
    ["saliency", "padding", "a"], // 0.5, 0.42 and 0.33, as worked out below
    ["saliency", "oov", "a"], // 0.75, 0.14 and 0.22
  ])("the only word kept by %s, if the others are read as %s", async (by, pruned, word) => {
    expect((await prunedBy({ rows: 3, by, pruned })).vocabulary.slice(2)).toEqual([word]);
  });

  test("by saliency the second word is b if the others become padding, c if they become <OOV>", async () => {
    const words = async (pruned: string) => (await prunedBy({ rows: 4, by: "saliency", pruned })).vocabulary.slice(2);
    expect(await words("padding")).toEqual(["a", "b"]);
    expect(await words("oov")).toEqual(["a", "c"]);
  });

  test("two words by their norms, 2 and 3 over 1.5, with new ids in the old order", async () => {
    const pruned = await prunedBy({ rows: 4, by: "norm" });
    expect(pruned.vocabulary).toEqual(["", "<OOV>", "a", "c"]);
    expect(pruned.spec.vocabulary).toBe(4);
    expect(pruned.weights.get("embedding")!.shape).toEqual([4, 1]);
    expect(valuesOf(pruned, "embedding")).toEqual([0, 1, -2, 3]);
  });

  test("rows of pairs of words stay, after those of fewer words", async () => {
    const paired = randomModel({ ...SPEC, bigrams: 10 });
    const pruned = await changedBy("vocabulary", paired, { rows: 20, by: "frequency" });
    expect(pruned.spec).toEqual({ ...paired.spec, vocabulary: 20 });
    expect(pruned.weights.get("embedding")!.shape).toEqual([30, 6]);
    const before = valuesOf(paired, "embedding");
    expect(valuesOf(pruned, "embedding")).toEqual([...before.slice(0, 20 * 6), ...before.slice(50 * 6)]);
  });

  test("saliency is |share x gradient x (row - the row that takes its place)|, summed over the texts", () => {
    const weights = new Map([...model.weights].map(([name, stored]) => [name, dequantize(stored)]));
    const p = 1 / (1 + Math.exp(-0.25));
    const toPadding = rowSaliency(spec, weights, 0, rows);
    // Gradients p - 1 and p. a: 1/4 of each text, row -2; b: 2/4 of the second, 1.5; c: 1/4 of the first, 3.
    expect(toPadding[2]).toBeCloseTo(0.5 * (1 - p) + 0.5 * p, 6);
    expect(toPadding[3]).toBeCloseTo(0.75 * p, 6);
    expect(toPadding[4]).toBeCloseTo(0.75 * (1 - p), 6);
    const toOov = rowSaliency(spec, weights, 1, rows);
    expect(toOov[2]).toBeCloseTo(0.75, 6); // 3 away from <OOV>
    expect(toOov[3]).toBeCloseTo(0.25 * p, 6); // half of one away
    expect(toOov[4]).toBeCloseTo(0.5 * (1 - p), 6);
  });

  test("saliency equals a difference quotient of the loss, for a model of several layers", () => {
    const wide = randomModel({ ...SPEC, pooling: "words", classes: 3 });
    const weights = new Map([...wide.weights].map(([name, stored]) => [name, dequantize(stored)]));
    const { texts, labels } = rowsFor(wide);
    const saliency = rowSaliency(wide.spec, weights, 0, { texts, labels });
    const { embedding: columns } = wide.spec;
    const id = 7;
    const naive = naiveWeights(weights);
    const word = naive.embedding!.slice(id * columns, (id + 1) * columns);
    // The loss of one text as the word's row moves toward that of padding.
    const lossAt = (row: number, way: number) => {
      word.forEach((value, column) => {
        naive.embedding![id * columns + column] = value + way * (naive.embedding![column]! - value);
      });
      const loss = naiveLoss(wide.spec, naive, texts, labels, [row]);
      naive.embedding!.set(word, id * columns);
      return loss;
    };
    const h = 1e-4;
    const sum = Array.from(
      { length: texts.rows },
      (_, row) => Math.abs(lossAt(row, h) - lossAt(row, -h)) / (2 * h),
    ).reduce((total, slope) => total + slope, 0);
    expect(saliency[id]).toBeGreaterThan(1e-4);
    expect(saliency[id]).toBeCloseTo(sum, 6);
  });

  test("records how unknown words are read: as padding, or as <OOV> on request", async () => {
    expect((await prunedBy({ rows: 3, by: "norm" })).tokenizer.unknownWords).toBe("padding");
    expect((await prunedBy({ rows: 3, by: "norm", pruned: "oov" })).tokenizer.unknownWords).toBe("oov");
  });

  test("refuses to keep all words", async () => {
    await expect(prunedBy({ rows: 5, by: "norm" })).rejects.toThrow(/rows is 5, and the vocabulary has only 5/);
    const technique = await prunings.load("vocabulary");
    expect(() => technique.bind({ rows: 2, by: "norm" })).toThrow(/rows/);
    expect(() => technique.bind({ rows: 10, by: "length" })).toThrow(/by/);
  });
});

/** The prunings of a trained model; the others are tested with trainings. */
const afterTraining = (
  await Promise.all(
    prunings.names.map(async (name) => ({ name, ...(await prunings.load(name)).bind(SOUND_PARAMETERS[name] ?? {}) })),
  )
).flatMap(({ name, stage }) => (stage === "weights" ? [name] : []));

describe.each(afterTraining)("pruning %s", (name) => {
  test("does not modify its input, and returns a changed model", async () => {
    const model = randomModel(SPEC);
    const before = allWeights(model);
    const changed = await changedBy(name, model);
    expect(allWeights(model)).toEqual(before);
    expect(model.spec).toEqual(SPEC);
    expect(allWeights(changed)).not.toEqual(before);
  });

  test("keeps padding and <OOV> bit for bit", async () => {
    const model = randomModel(SPEC);
    const changed = await changedBy(name, model);
    expect(valuesOf(changed, "embedding").slice(0, 12)).toEqual(valuesOf(model, "embedding").slice(0, 12));
    expect(changed.vocabulary.slice(0, 2)).toEqual(["", "<OOV>"]);
  });

  test("the same seed gives the same weights, fine-tuned or not", async () => {
    for (const fineTuneEpochs of [0, 2]) {
      const parameters = { ...SOUND_PARAMETERS[name], fineTuneEpochs };
      const [first, second] = [
        await changedBy(name, randomModel(SPEC), parameters),
        await changedBy(name, randomModel(SPEC), parameters),
      ];
      expect(allWeights(first)).toEqual(allWeights(second));
    }
  });

  test("fine-tuning changes the remaining weights", async () => {
    const [plain, tuned] = [
      await changedBy(name, randomModel(SPEC)),
      await changedBy(name, randomModel(SPEC), { ...SOUND_PARAMETERS[name], fineTuneEpochs: 1 }),
    ];
    expect(tuned.spec).toEqual(plain.spec);
    expect(allWeights(tuned)).not.toEqual(allWeights(plain));
  });

  test("can be quantized afterwards, but cannot follow a quantization", async () => {
    const pruned = await changedBy(name, randomModel(SPEC));
    expect((await changedBy("int8-rows", pruned)).weights.get("embedding")!.kind).toBe("int8-rows");
    await expect(changedBy(name, await changedBy("int8", randomModel(SPEC)))).rejects.toThrow(
      /is stored as int8-rows, and float32 is needed; put the quantization last/,
    );
  });

  test("refuses parameters that it does not know", async () => {
    const technique = await prunings.load(name);
    expect(() => technique.bind({ ...SOUND_PARAMETERS[name], amount: 3 })).toThrow(/amount/);
  });
});
