import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelProto } from "onnx-buf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnx } from "../../../../backends/onnx.ts";
import { nodeProto, tensorProto } from "../../../../harness/base/onnx/proto.ts";
import { floatsOf } from "../../../../harness/base/onnx/tensors.ts";
import { type Pretrained, readPretrained } from "../../../../harness/classifier/pretrained/pretrained.io.ts";
import { float16 } from "../../../../harness/classifier/pretrained/quantizations/float16.ts";
import { int8Dynamic } from "../../../../harness/classifier/pretrained/quantizations/int8-dynamic.ts";
import type { GraphQuantization } from "../../../../harness/classifier/pretrained/quantizations/quantize-graph.ts";
import {
  openTextClassifier,
  type TextClassifierOptions,
} from "../../../../harness/classifier/pretrained/text-classifier.ts";
import { createTextTokenizer } from "../../../../harness/classifier/pretrained/tokenizer/text-tokenizer.ts";
import { tokenizerFile } from "../../../../harness/classifier/pretrained/tokenizer/tokenizer-file.ts";
import { changedGraph } from "../../../fixtures/external-data.ts";
import {
  type BertGraphOptions,
  bertFiles,
  bertGraph,
  bertProbabilities,
  bertTexts,
  smallBert,
  writeFiles,
} from "../../../fixtures/small-bert.ts";
import { bertFile } from "../../../fixtures/tokenizer-files.ts";

const bert = smallBert();
const texts = bertTexts(200);
const tokenizer = createTextTokenizer(tokenizerFile.parse(bertFile(bert.vocabulary)), {
  maxLength: bert.positions,
  keep: "start",
});
const reference = texts.map((text) => bertProbabilities(bert, tokenizer.encode(text).ids));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-pretrained-"));
});
afterAll(() => rm(folder, { recursive: true }));

let folders = 0;
async function written(files: Record<string, string | Uint8Array>): Promise<string> {
  const path = join(folder, String(folders++));
  await writeFiles(path, files);
  return path;
}

async function opened(files: Record<string, string | Uint8Array>, options: Partial<TextClassifierOptions> = {}) {
  return openedFrom(await readPretrained(await written(files), {}), options);
}

function openedFrom(pretrained: Pretrained, options: Partial<TextClassifierOptions> = {}) {
  return openTextClassifier(pretrained, onnx, { threads: 1, labels: bert.labels, ...options });
}

async function answers(
  files: Record<string, string | Uint8Array>,
  options: Partial<TextClassifierOptions> = {},
): Promise<Float32Array> {
  const classifier = await opened(files, options);
  try {
    return await classifier.answer(texts);
  } finally {
    await classifier.close();
  }
}

function expectReference(found: Float32Array, order: readonly number[] = [0, 1, 2], tolerance = 1e-5): void {
  expect(found.length).toBe(texts.length * order.length);
  texts.forEach((text, row) => {
    order.forEach((label, column) => {
      const difference = Math.abs(found[row * order.length + column]! - reference[row]![label]!);
      expect(difference, text).toBeLessThan(tolerance);
    });
  });
}

test("the texts are short and long, and answered differently", () => {
  const lengths = texts.map((text) => tokenizer.encode(text).ids.length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, bert.positions]);
  expect(new Set(reference.map((row) => row.indexOf(Math.max(...row)))).size).toBe(3);
});

describe("probabilities are those of plain loops in float64", () => {
  test.each<[string, BertGraphOptions]>([
    ["int64 inputs of any size", {}],
    ["int32 inputs", { idType: "int32" }],
    ["a fixed length", { dims: ["texts", bert.positions] }],
    ["fixed texts and length", { dims: [5, bert.positions] }],
    ["probabilities instead of logits", { ends: "Softmax" }],
  ])("%s", async (_, options) => {
    expectReference(await answers(bertFiles(bert, bertGraph(bert, options))));
  });

  test("in batches of any size", async () => {
    expectReference(await answers(bertFiles(bert), { textsPerRun: 1 }));
    expectReference(await answers(bertFiles(bert), { textsPerRun: 500 }));
  });

  test("without a mask, where no text may be padded", async () => {
    expectReference(await answers(bertFiles(bert, bertGraph(bert, { inputs: ["input_ids", "token_type_ids"] }))));
  });

  test("with a graph in a folder of its own", async () => {
    const { "model.onnx": graph, ...files } = bertFiles(bert);
    expectReference(await answers({ ...files, "onnx/model.onnx": graph! }));
  });
});

test("labels are matched by name in any case, and by a map", async () => {
  expectReference(await answers(bertFiles(bert), { labels: ["sports", "BUSINESS", "World"] }), [1, 2, 0]);
  const labels = ["money", "World", "games"];
  expectReference(
    await answers(bertFiles(bert), { labels, labelMap: { Sports: "games", Business: "money" } }),
    [2, 0, 1],
  );
});

test("two labels give the second's probability, and labels that stand for one are added", async () => {
  const found = await answers(bertFiles(bert), {
    labels: ["World", "Other"],
    labelMap: { Sports: "Other", Business: "Other" },
  });
  found.forEach((probability, row) => {
    expect(Math.abs(probability - reference[row]![1]! - reference[row]![2]!)).toBeLessThan(1e-5);
  });
});

describe("a single number", () => {
  /** The second label's logit less the first one's, of which the sigmoid is p1 / (p0 + p1). */
  const difference = changedGraph(bertGraph(bert), ({ graph }) => {
    const gemm = graph!.node.find(({ output }) => output[0] === "logits")!;
    gemm.output = ["three"];
    graph!.initializer.push(tensorProto("difference", "float32", [3, 1], Float32Array.of(-1, 1, 0)));
    graph!.node.push(nodeProto("MatMul", ["three", "difference"], ["logits"]));
    const { value } = graph!.output[0]!.type!;
    if (value.case !== "tensorType") throw new Error("the output is no tensor");
    value.value.shape!.dim[1]!.value = { case: "dimValue", value: 1n };
  });
  const [, Sports] = bert.labels;
  // transformers in JavaScript takes the sigmoid of one number only where the labels are said to be several.
  test.each([null, "multi_label_classification"])("is the second label's, with problem_type %s", async (problem) => {
    const files = bertFiles(bert, difference);
    const config = { ...JSON.parse(files["config.json"] as string), problem_type: problem };
    const own = { ...config, id2label: { 0: "other", 1: Sports } };
    const found = await answers({ ...files, "config.json": JSON.stringify(own) }, { labels: ["other", Sports!] });
    expect(found).toHaveLength(texts.length);
    found.forEach((probability, row) => {
      const [first, second] = reference[row]!;
      expect(Math.abs(probability - second! / (first! + second!))).toBeLessThan(1e-5);
    });
  });
});

test("what ran is proven", async () => {
  const classifier = await opened(bertFiles(bert));
  const proof = await classifier.prove(texts.slice(0, 3));
  await classifier.close();
  await classifier.close();
  expect(proof).toMatchObject({ device: "cpu", provider: "CPUExecutionProvider", kernelPrecision: "float32" });
  expect(proof.kernels.CPUExecutionProvider).toEqual(expect.arrayContaining(["Gather", "LayerNormalization"]));
});

describe("quantized", () => {
  /** Largest error of a probability, and what ran. */
  async function quantized(quantization: GraphQuantization, graph = bertGraph(bert)) {
    const pretrained = await readPretrained(await written(bertFiles(bert, graph)), { quantization });
    const classifier = await openedFrom(pretrained);
    const found = await classifier.answer(texts);
    const proof = await classifier.prove(texts.slice(0, 8));
    await classifier.close();
    const errors = reference.flatMap((row, at) => row.map((one, label) => Math.abs(one - found[at * 3 + label]!)));
    return { pretrained, proof, largestError: errors.reduce((most, error) => Math.max(most, error), 0) };
  }

  test.each([undefined, "channel", "tensor"] as const)(
    "int8-dynamic: dense layers on integer kernels, scales by %s",
    async (granularity) => {
      const { pretrained, proof, largestError } = await quantized(int8Dynamic(granularity));
      // Six kernels a layer, the pooler's and the classifier's.
      const { bytesBefore, bytesAfter, ...change } = pretrained.change!;
      expect(change).toEqual({ quantization: "int8-dynamic", matrices: 14 });
      expect([bytesBefore, bytesAfter]).toEqual([bertGraph(bert).length, pretrained.bytes.length]);
      // 2 x (4 x 32 x 32 + 2 x 32 x 64) + 32 x 32 + 32 x 3 weights lose three of their four bytes.
      expect(bytesBefore - bytesAfter).toBeGreaterThan(17_504 * 3 * 0.6);
      expect(proof.kernelPrecision).toBe("float32+int8");
      expect(proof.provider).toBe("CPUExecutionProvider");
      expect(largestError).toBeGreaterThan(1e-5);
      expect(largestError).toBeLessThan(0.15);
    },
  );

  test("float16: every matrix in half the bytes, computed in float32", async () => {
    const { pretrained, proof, largestError } = await quantized(float16);
    expect(pretrained.change).toMatchObject({ quantization: "float16", matrices: 17 });
    expect(pretrained.change!.bytesAfter / pretrained.change!.bytesBefore).toBeLessThan(0.65);
    expect(proof.kernelPrecision).toBe("float32");
    expect(largestError).toBeGreaterThan(1e-6);
    expect(largestError).toBeLessThan(5e-3);
  });

  test("one after the other: what has codes already is left, and embeddings become float16", async () => {
    const { bytes } = (await quantized(int8Dynamic())).pretrained;
    const { pretrained, largestError, proof } = await quantized(float16, bytes);
    // The embeddings of words, positions and types are all that is float32 still.
    expect(pretrained.change).toMatchObject({ quantization: "float16", matrices: 3 });
    expect(proof.kernelPrecision).toBe("float32+int8");
    expect(largestError).toBeLessThan(0.15);
    const path = await written(bertFiles(bert, bytes));
    await expect(readPretrained(path, { quantization: int8Dynamic() })).rejects.toThrow(
      /model\.onnx: quantization int8-dynamic finds no float32 matrix to store otherwise; it may be quantized already/,
    );
  });

  test("a matrix that is looked up and multiplied keeps both uses, and a Gemm may hold it transposed", async () => {
    const tied = changedGraph(bertGraph(bert), ({ graph }) => {
      const kernel = graph!.initializer.find(({ name }) => name === "classifier.weight")!;
      const turned = Float32Array.from(
        { length: 96 },
        (_, at) => floatsOf(kernel)[(at % 32) * 3 + Math.floor(at / 32)]!,
      );
      kernel.dims = [3n, 32n];
      kernel.rawData = new Uint8Array(turned.buffer);
      const gemm = graph!.node.find(({ output }) => output[0] === "logits")!;
      gemm.attribute.push(...nodeProto("Gemm", [], [""], { transB: 1n }).attribute);
      // Adds row 0 of the kernel, looked up, times 0.
      graph!.initializer.push(
        tensorProto("zero", "float32", [1], Float32Array.of(0)),
        tensorProto("row", "int64", [1], BigInt64Array.of(0n)),
      );
      graph!.node.splice(
        -1,
        0,
        nodeProto("Gather", ["classifier.weight", "row"], ["looked"]),
        nodeProto("Mul", ["looked", "zero"], ["nothing"]),
        nodeProto("Add", [gemm.input[0]!, "nothing"], ["same"]),
      );
      gemm.input[0] = "same";
    });
    for (const quantization of [int8Dynamic(), float16]) {
      expect((await quantized(quantization, tied)).largestError).toBeLessThan(0.15);
    }
  });

  test.each<[string, (model: ModelProto) => void, RegExp]>([
    [
      "an old graph",
      (model) => {
        model.opsetImport[0]!.version = 9n;
      },
      /needs a graph of operator set 11 or later, got 9/,
    ],
    [
      "a weight that is no number",
      ({ graph }) => {
        graph!.initializer.find(({ name }) => name === "pooler.weight")!.rawData.fill(255);
      },
      /cannot quantize the weight NaN/,
    ],
  ])("%s is refused", async (_, change, message) => {
    const path = await written(bertFiles(bert, changedGraph(bertGraph(bert), change)));
    await expect(readPretrained(path, { quantization: int8Dynamic() })).rejects.toThrow(message);
  });
});
