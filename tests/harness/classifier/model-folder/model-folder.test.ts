import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backends } from "../../../../backends/registry.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { checkModel, parseModelConfig, parseWords } from "../../../../harness/classifier/model-folder/model-config.ts";
import { readModelFolder, writeModelFolder } from "../../../../harness/classifier/model-folder/model-folder.io.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import { quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import type { TrainedModel } from "../../../../harness/contract/index.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { naiveLogits, naiveProbabilities, naiveWeights } from "../../../fixtures/naive-model.ts";
import { finishedAs, soundSpec } from "../../../fixtures/techniques.ts";

const SPEC = { vocabulary: 6, maxLength: 5, embedding: 2, hidden: [3], pooling: "all" as const, classes: 2 };

const CHECKED = { parseModelConfig, parseWords, checkModel };

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

const FILES = [
  "SHA256SUMS",
  "config.json",
  "model.onnx",
  "onnx/model_quantized.onnx",
  "tokenizer.json",
  "tokenizer_config.json",
];

async function filesOf(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(parent, join(parentPath, name)).replaceAll("\\", "/")).sort();
}

/** Softmax of the logits of onnx/model_quantized.onnx for padded ids of any length: [rows, classes]. */
async function transformersAnswers(ids: readonly (readonly number[])[]): Promise<number[][]> {
  const session = await InferenceSession.create(join(folder, "onnx", "model_quantized.onnx"));
  expect(session.inputNames).toEqual(["input_ids"]);
  const flat = BigInt64Array.from(ids.flat(), BigInt);
  const { logits } = await session.run({ input_ids: new Tensor("int64", flat, [ids.length, ids[0]!.length]) });
  await session.release();
  const [, classes] = logits!.dims;
  return ids.map((_, row) => {
    const powers = [...(logits!.data as Float32Array).subarray(row * classes!, (row + 1) * classes!)].map(Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
}

describe("a finished cell's folder", () => {
  test("holds the model, its tokenizer and its configuration, and is read back", async () => {
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    expect(await filesOf(folder)).toEqual(FILES);
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
    const checked = await readModelFolder(folder, CHECKED);
    expect(checked.config.pricewar.model.keep).toBe("start");
    expect([...checked.encoder.encode([text]).ids]).toEqual([2, 3]);
    await writeModelFolder(folder, kept, modelFormat, "abc123");
    expect([...(await readModelFolder(folder)).encoder.encode([text]).ids]).toEqual([3, 5]);
  });

  test("replaces an older one completely", async () => {
    await writeModelFolder(folder, model({ tokenizer: { segmenter: "intl", fitOn: "train" } }), modelFormat, "old");
    await writeModelFolder(folder, model(), modelFormat, "new");
    expect(await filesOf(folder)).toEqual(FILES);
    expect(await readdir(join(folder, ".."))).toEqual(["cell"]);
  });

  test.each([
    ["intl", [2, 3], /segmenter "intl" cannot be written as tokenizer\.json: it knows words by a dictionary/],
    ["characters", [1, 3], /segmenter "characters" cannot be written as tokenizer\.json: pairs of characters overlap/],
  ] as const)("says so if tokenizer.json cannot express %s, and is still read back", async (segmenter, ids, note) => {
    const chinese = model({ tokenizer: { segmenter, fitOn: "train" }, vocabulary: ["", "<OOV>", "科技", "新闻"] });
    await writeModelFolder(folder, chinese, modelFormat, "abc123");
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "config.json", "model.onnx", "vocabulary.json"]);
    const { encoder, config } = await readModelFolder(folder);
    expect(config.pricewar.tokenizerNote).toMatch(note);
    expect([...encoder.encode(["科技新闻"]).ids].slice(0, ids.length)).toEqual(ids);
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

  test("another program's is said to be one", async () => {
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    const file = join(folder, "config.json");
    await writeFile(file, '{"model_type": "distilbert", "id2label": {"0": "NEGATIVE", "1": "POSITIVE"}}');
    await expect(readModelFolder(folder, CHECKED)).rejects.toThrow(
      `${file} was not written by pricewar: it has no "pricewar" entry; name a finished cell's folder`,
    );
  });

  test.each([
    ["config.json", ["pricewar", "model", "maxLength"], "5", /pricewar\.model\.maxLength: must be a number, got "5"/],
    ["config.json", ["id2label", "0"], 0, /id2label\.0: must be text in double quotes, got 0/],
    [
      "config.json",
      ["id2label"],
      { 0: "tech" },
      /id2label: must have the ids 0 to 1 of pricewar\.model\.classes, got 0/,
    ],
    [
      "tokenizer.json",
      ["model", "vocab"],
      { a: 0 },
      /padding and "<OOV>" must be its first two words, got null at id 1/,
    ],
    [
      "tokenizer.json",
      ["model", "vocab"],
      { "<pad>": 0, "<OOV>": 1, a: 3 },
      /with their ids, which count from 0 without a gap/,
    ],
    [
      "tokenizer.json",
      ["model", "vocab"],
      { "<pad>": 0, "<OOV>": 1, a: -2 },
      /with their ids, which count from 0 without a gap/,
    ],
    ["tokenizer.json", ["model", "vocab"], [], /model\.vocab: must be an object of words with their ids/],
  ])("a wrong field of %s is named: %j is %j", async (name, path, value, message) => {
    await writeModelFolder(folder, model(), modelFormat, "abc123");
    const content = JSON.parse(await readFile(join(folder, name), "utf8"));
    const parent = path.slice(0, -1).reduce((object, key) => object[key], content);
    parent[path.at(-1)!] = value;
    await writeFile(join(folder, name), JSON.stringify(content));
    await expect(readModelFolder(folder, CHECKED)).rejects.toThrow(message);
    await expect(readModelFolder(folder, CHECKED)).rejects.toThrow(`${join(folder, name)} is damaged: `);
  });
});

test("transformers in JavaScript asks for the one other graph, in Node and in browsers, where q8 is what it takes by itself", async () => {
  await writeModelFolder(folder, model(), modelFormat, "abc123");
  const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  expect(config["transformers.js_config"]).toEqual({ dtype: "q8" });
  // Its names: model_quantized.onnx of q8, model.onnx of fp32. Nothing else is named model.onnx beside what was measured.
  expect((await filesOf(folder)).filter((name) => name.endsWith(".onnx"))).toEqual([
    "model.onnx",
    "onnx/model_quantized.onnx",
  ]);
});

describe("onnx/model_quantized.onnx", () => {
  const TEXTS = ["", "the", "the vote of 1961", "the the 1961 1961 1961 vote vote vote"];
  const known = ["", "<OOV>", "the", "1961", "__proto__", "vote"];
  const idsOf = (text: string) =>
    text.split(" ").flatMap((word) => (word === "" ? [] : [Math.max(1, known.indexOf(word))]));
  const padded = (rows: readonly number[][]) => {
    const longest = Math.max(...rows.map(({ length }) => length));
    return rows.map((row) => [...new Array<number>(longest - row.length).fill(0), ...row]);
  };

  test.each([
    ["two classes", {}],
    ["four classes", { classes: 4 }],
    ["the mean over the words", { pooling: "words" as const }],
  ])("gives the probabilities of model.onnx as logits, for texts of any length: %s", async (_, change) => {
    const spec = { ...SPEC, ...change };
    await writeModelFolder(folder, { ...randomModel(spec), vocabulary: known }, modelFormat, "abc123");
    const { encoder, modelOnnx } = await readModelFolder(folder);
    const session = await (await backends.load("onnx")).open(modelOnnx, { threads: 1 });
    const outputs = await session.predict(encoder.encode(TEXTS));
    await session.close();
    const wanted = TEXTS.map((_, row) => {
      if (spec.classes === 2) return [1 - outputs[row]!, outputs[row]!];
      return [...outputs.subarray(row * spec.classes, (row + 1) * spec.classes)];
    });
    // One at a time, the first without any word, and all of them filled up to the eight words of the longest.
    const alone = await Promise.all(TEXTS.map(async (text) => (await transformersAnswers([idsOf(text)]))[0]!));
    const together = await transformersAnswers(padded(TEXTS.map(idsOf)));
    for (const answers of [alone, together]) {
      answers.flat().forEach((answer, index) => {
        expect(answer).toBeCloseTo(wanted.flat()[index]!, 6);
      });
    }
  });

  test.each(["float32", ...quantizations.names])("%s is stored in the same form as model.onnx", async (scheme) => {
    const spec = { ...SPEC, vocabulary: 1000, embedding: 16 };
    const changed = await finishedAs(scheme === "float32" ? null : soundSpec(scheme), randomModel(spec));
    await writeModelFolder(folder, changed, modelFormat, "abc123");
    const [own, copy] = await Promise.all(
      ["model.onnx", "onnx/model_quantized.onnx"].map((name) => stat(join(folder, name))),
    );
    expect(Math.abs(copy!.size - own!.size)).toBeLessThan(1000);
  });
});

test("JavaScript is told no length if the end of a text is kept: it would cut the end off", async () => {
  const configOf = async (keep: "start" | "end") => {
    await writeModelFolder(folder, { ...model(), spec: { ...SPEC, keep } }, modelFormat, "abc123");
    return JSON.parse(await readFile(join(folder, "tokenizer_config.json"), "utf8"));
  };
  expect(await configOf("start")).toMatchObject({
    model_max_length: 5,
    truncation_side: "right",
    padding_side: "left",
  });
  const kept = await configOf("end");
  expect(kept).toMatchObject({ max_len: 5, truncation_side: "left", padding_side: "left" });
  expect(kept).not.toHaveProperty("model_max_length");
});

test("a capital sigma at a word's end becomes ς, though Rust's tokenizers lower-case one character at a time", async () => {
  await writeModelFolder(folder, model(), modelFormat, "abc123");
  const json = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
  const [sigma, lowercase] = json.normalizer.normalizers;
  expect(lowercase).toEqual({ type: "Lowercase" });
  const finalSigma = new RegExp(sigma.pattern.Regex, "gv");
  const asRust = (text: string) =>
    [...text.replace(finalSigma, sigma.content)].map((one) => one.toLowerCase()).join("");
  // At an end, alone, within, before a mark, between full stops, and where only marks stand before it.
  for (const text of ["ΟΔΟΣ ΣΑΣ", "Σ", "ΑΣΑ", "ΑΣ\u0301Α ΑΣ\u0301", "Α.Σ. Α.Σ.Α", "ʰΣ 'Σ"]) {
    expect(asRust(text)).toBe(text.toLowerCase());
  }
  expect(asRust("ΟΔΟΣ")).toBe("οδος");
});

test("tokenizer.json describes Keras' Tokenizer in the Hugging Face format", async () => {
  await writeModelFolder(folder, model(), modelFormat, "abc123");
  const json = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
  expect(json.model).toMatchObject({ type: "WordLevel", unk_token: "<OOV>" });
  expect(Object.entries(json.model.vocab)).toContainEqual(["1961", 3]);
  expect(json.added_tokens).toEqual([]);
  expect(json.truncation).toMatchObject({ direction: "Left", max_length: 5 });
  expect(json.padding).toMatchObject({ direction: "Left", pad_id: 0, strategy: { Fixed: 5 } });
  const filters = new RegExp(json.normalizer.normalizers[2].pattern.Regex, "g");
  expect("a!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\nb'c".replace(filters, "")).toBe("ab'c");
});
