import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnx } from "../../../../backends/onnx.ts";
import { readPretrained } from "../../../../harness/classifier/pretrained/pretrained.io.ts";
import {
  openTextClassifier,
  type TextClassifierOptions,
} from "../../../../harness/classifier/pretrained/text-classifier.ts";
import { createTextTokenizer } from "../../../../harness/classifier/pretrained/tokenizer/text-tokenizer.ts";
import { tokenizerFile } from "../../../../harness/classifier/pretrained/tokenizer/tokenizer-file.ts";
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
  const pretrained = await readPretrained(await written(files), {});
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

test("what ran is proven", async () => {
  const classifier = await opened(bertFiles(bert));
  const proof = await classifier.prove(texts.slice(0, 3));
  await classifier.close();
  await classifier.close();
  expect(proof).toMatchObject({ device: "cpu", provider: "CPUExecutionProvider", kernelPrecision: "float32" });
  expect(proof.kernels.CPUExecutionProvider).toEqual(expect.arrayContaining(["Gather", "LayerNormalization"]));
});
