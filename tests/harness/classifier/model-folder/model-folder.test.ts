import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backends } from "../../../../backends/registry.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { parseModelConfig, parseWords } from "../../../../harness/classifier/model-folder/model-config.ts";
import { readModelFolder, writeModelFolder } from "../../../../harness/classifier/model-folder/model-folder.io.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import type { TrainedModel } from "../../../../harness/contract/index.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { naiveLogits, naiveProbabilities, naiveWeights } from "../../../fixtures/naive-model.ts";

const SPEC = { vocabulary: 6, maxLength: 5, embedding: 2, hidden: [3], pooling: "all" as const, classes: 2 };

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "pricewar-model-")), "cell");
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

function model(overrides: Partial<TrainedModel> = {}): TrainedModel {
  return {
    ...randomModel(SPEC),
    labels: ["tech", "sports"],
    vocabulary: ["", "<OOV>", "the", "1961", "__proto__", "vote"],
    applied: [{ name: "int8-rows" }],
    ...overrides,
  };
}

describe("a finished cell's folder", () => {
  test("holds model.onnx, tokenizer.json and config.json, and is read back", async () => {
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "config.json", "model.onnx", "tokenizer.json"]);
    const { labels, encoder, config } = await readModelFolder(folder);
    expect(labels).toEqual(["tech", "sports"]);
    expect(config.id2label).toEqual({ 0: "tech", 1: "sports" });
    expect(config.pricewar).toMatchObject({ experiment: "abc123", applied: [{ name: "int8-rows" }], model: SPEC });
    // "the vote of 1961": known words 2, 5, an unknown one, 3, and one position of padding
    const { ids, counts } = encoder.encode(["The vote of 1961!"]);
    expect([...ids]).toEqual([2, 5, 1, 3, 0]);
    expect([...counts]).toEqual([1, 1, 1, 1, 1]);
    expect([...encoder.encode(["__proto__ proto"]).ids]).toEqual([1, 0]); // the filters cut at each underscore
  });

  test("records how unknown words are read, and reads them so again", async () => {
    const tokenizer = { segmenter: "words", fitOn: "train", unknownWords: "padding" } as const;
    await writeModelFolder(folder, model({ tokenizer }), modelFormat, "abc123");
    const json = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
    expect(json.model.unk_token).toBe("<pad>");
    expect(json.model.vocab["<pad>"]).toBe(0);
    const { encoder, config } = await readModelFolder(folder);
    expect(config.pricewar.tokenizer.unknownWords).toBe("padding");
    // "the vote of 1961": the unknown word is one of two positions of padding
    const { ids, counts } = encoder.encode(["The vote of 1961!"]);
    expect([...ids]).toEqual([2, 5, 3, 0]);
    expect([...counts]).toEqual([1, 1, 1, 2]);
  });

  test("records which end of a long text is read, and reads it so again", async () => {
    const kept = model();
    await writeModelFolder(folder, { ...kept, spec: { ...SPEC, keep: "start" } }, modelFormat, "abc123");
    const json = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
    expect(json.truncation).toMatchObject({ direction: "Right", max_length: 5 });
    expect(json.padding.direction).toBe("Left");
    const text = "the the 1961 1961 1961 vote vote vote";
    expect([...(await readModelFolder(folder)).encoder.encode([text]).ids]).toEqual([2, 3]);
    const checked = await readModelFolder(folder, { parseModelConfig, parseWords });
    expect(checked.config.pricewar.model.keep).toBe("start");
    expect([...checked.encoder.encode([text]).ids]).toEqual([2, 3]);
    await writeModelFolder(folder, kept, modelFormat, "abc123");
    expect([...(await readModelFolder(folder)).encoder.encode([text]).ids]).toEqual([3, 5]);
  });

  test("replaces an older one completely", async () => {
    await writeModelFolder(folder, model({ tokenizer: { segmenter: "intl", fitOn: "train" } }), modelFormat, "old");
    await writeModelFolder(folder, model(), modelFormat, "new");
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "config.json", "model.onnx", "tokenizer.json"]);
    expect(await readdir(join(folder, ".."))).toEqual(["cell"]);
  });

  test("says so if tokenizer.json cannot express the segmenter, and is still read back", async () => {
    const chinese = model({
      tokenizer: { segmenter: "intl", fitOn: "train" },
      vocabulary: ["", "<OOV>", "科技", "新闻"],
    });
    await writeModelFolder(folder, chinese, modelFormat, "abc123");
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "config.json", "model.onnx", "vocabulary.json"]);
    const { encoder, config } = await readModelFolder(folder);
    expect(config.pricewar.tokenizerNote).toMatch(/segmenter "intl" cannot be written as tokenizer\.json/);
    expect([...encoder.encode(["科技新闻"]).ids].slice(0, 2)).toEqual([2, 3]);
  });

  test("says so if the model reads pairs of words, and predicts as the model does when read back", async () => {
    const spec = { ...SPEC, bigrams: 1000, residual: true };
    const paired = { ...model(), ...randomModel(spec), vocabulary: model().vocabulary };
    await writeModelFolder(folder, paired, modelFormat, "abc123");
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "config.json", "model.onnx", "vocabulary.json"]);
    const { encoder, config, modelOnnx } = await readModelFolder(folder);
    expect(config.pricewar.tokenizerNote).toMatch(/pairs of words cannot be written as tokenizer\.json/);
    expect(config.pricewar.model).toEqual(spec);
    // "the cat sat" as worked out in the tests of pairs: 2, unknown words, the-cat 411 and cat-sat 28 after 6 words
    const texts = encoder.encode(["The cat sat"]);
    expect([...texts.ids]).toEqual([2, 1, 417, 34, 0]);
    expect([...texts.counts]).toEqual([1, 2, 1, 1, 4]);
    const session = await (await backends.load("onnx")).open(modelOnnx, { threads: 1 });
    const weights = naiveWeights(new Map([...paired.weights].map(([name, stored]) => [name, dequantize(stored)])));
    const [wanted] = naiveProbabilities(naiveLogits(spec, weights, texts, 0));
    const [answer] = await session.predict(texts);
    await session.close();
    expect(answer).toBeCloseTo(wanted!, 6);
  });

  test("a missing or damaged file is named", async () => {
    await expect(readModelFolder(folder)).rejects.toThrow(/config\.json is missing: name a finished cell's folder/);
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    await writeFile(join(folder, "tokenizer.json"), "{");
    await expect(readModelFolder(folder)).rejects.toThrow(/tokenizer\.json is damaged/);
  });

  test("settings that no encoder has are damage", async () => {
    await writeModelFolder(folder, model({ vocabulary: ["", "the"] }), modelFormat, "abc123");
    await expect(readModelFolder(folder)).rejects.toThrow(
      /cell is damaged: a vocabulary begins with padding and "<OOV>"/,
    );
  });

  test.each([
    ["config.json", ["pricewar", "model", "maxLength"], "5", /pricewar\.model\.maxLength: must be a number, got "5"/],
    ["config.json", ["id2label", "0"], 0, /id2label\.0: must be text in double quotes, got 0/],
    ["tokenizer.json", ["model", "vocab", "the"], 9, /model\.vocab: must be an object of words with their ids, which/],
    ["tokenizer.json", ["model", "vocab"], [], /model\.vocab: must be an object of words with their ids/],
  ])("a wrong field of %s is named: %j is %j", async (name, path, value, message) => {
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    const content = JSON.parse(await readFile(join(folder, name), "utf8"));
    const parent = path.slice(0, -1).reduce((object, key) => object[key], content);
    parent[path.at(-1)!] = value;
    await writeFile(join(folder, name), JSON.stringify(content));
    await expect(readModelFolder(folder, { parseModelConfig, parseWords })).rejects.toThrow(message);
    await expect(readModelFolder(folder, { parseModelConfig, parseWords })).rejects.toThrow(
      `${join(folder, name)} is damaged: `,
    );
  });
});

test("tokenizer.json describes Keras' Tokenizer in the Hugging Face format", async () => {
  await writeModelFolder(folder, model(), modelFormat, "abc123");
  const json = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
  expect(json.model).toMatchObject({ type: "WordLevel", unk_token: "<OOV>" });
  expect(Object.entries(json.model.vocab)).toContainEqual(["1961", 3]);
  expect(json.added_tokens).toEqual([]);
  expect(json.truncation).toMatchObject({ direction: "Left", max_length: 5 });
  expect(json.padding).toMatchObject({ direction: "Left", pad_id: 0, strategy: { Fixed: 5 } });
  const filters = new RegExp(json.normalizer.normalizers[1].pattern.Regex, "g");
  expect("a!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\nb'c".replace(filters, "")).toBe("ab'c");
});
