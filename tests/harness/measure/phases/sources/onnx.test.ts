import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataset } from "../../../../../data/registry.ts";
import { openModel } from "../../../../../experiments/open-model.io.ts";
import { createTextTokenizer } from "../../../../../harness/classifier/pretrained/tokenizer/text-tokenizer.ts";
import { tokenizerFile } from "../../../../../harness/classifier/pretrained/tokenizer/tokenizer-file.ts";
import { labelledId } from "../../../../../harness/contract/model-source.ts";
import { onnx } from "../../../../../harness/measure/phases/sources/onnx.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../../fixtures/phases.ts";
import { bertFiles, bertProbabilities, bertTexts, smallBert, writeFiles } from "../../../../fixtures/small-bert.ts";
import { bertFile } from "../../../../fixtures/tokenizer-files.ts";
import { TRAINING } from "../../../../fixtures/training.ts";

const folder = await mkdtemp(join(tmpdir(), "pricewar-onnx-source-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = phasesHere(folder);

const bert = smallBert();
const texts = bertTexts(40).filter((text) => text !== "");
const settings = { maxLength: bert.positions, keep: "start" } as const;
const tokenizer = createTextTokenizer(tokenizerFile.parse(bertFile(bert.vocabulary)), settings);
const probabilitiesOf = (text: string) => bertProbabilities(bert, tokenizer.encode(text).ids);
const likeliest = (text: string) => {
  const probabilities = probabilitiesOf(text);
  return probabilities.indexOf(Math.max(...probabilities));
};

/** Every text has the label that the model finds likeliest, in capitals, but for the first of the test rows. */
async function prepared() {
  const row = (text: string, wrong = 0) => `"${text}",${bert.labels[(likeliest(text) + wrong) % 3]!.toUpperCase()}`;
  const csv = (rows: readonly string[]) => ["text,label", ...rows].join("\n");
  await writeFile(join(folder, "train.csv"), csv(texts.slice(20).map((text) => row(text))));
  await writeFile(
    join(folder, "test.csv"),
    csv(texts.slice(0, 20).map((text, index) => row(text, index === 0 ? 1 : 0))),
  );
  await writeFiles(join(folder, "bert"), { ...bertFiles(bert), "README.md": "---\nlicense: mit\n---\n" });
  const datasetSpec = "csv:train.csv,test=test.csv";
  const { id: datasetId } = await openDataset(datasetSpec, { baseFolder: folder });
  const corpusFolder = join(folder, "corpus");
  reportOf(
    await executor.run("prepare", { datasetSpec, datasetId, corpus: { validation: 0 }, corpusFolder }, NO_LIMIT),
  );
  return corpusFolder;
}

test("a pretrained folder is pinned, stored as the cell asks, served and scored as any model", async () => {
  const corpusFolder = await prepared();
  const pinned = await onnx.pin!("bert", folder);
  expect(pinned).toEqual({
    id: expect.stringMatching(/^onnx:bert@[0-9a-f]{12}$/),
    files: {
      folder: join(folder, "bert"),
      names: expect.arrayContaining(["config.json", "tokenizer.json", "model.onnx"]),
    },
    licence: "mit",
    labels: bert.labels,
  });
  const source = { name: "onnx", argument: join(folder, "bert"), id: pinned.id };
  const trainingFolder = join(folder, "training");
  const bytes: number[] = [];
  for (const scheme of [null, "int8-dynamic", "float16"]) {
    const modelFolder = join(folder, `model-${scheme}`);
    const tokenizerSpec = { segmenter: "words", fitOn: "train" } as const;
    const applied = scheme === null ? [] : [{ name: scheme }];
    const job = { source, corpusFolder, trainingFolder, modelFolder, experiment: "abc", training: TRAINING };
    const compressed = reportOf(
      await executor.run("compress", { ...job, tokenizer: tokenizerSpec, techniques: applied }, NO_LIMIT),
    );
    bytes.push(compressed.modelBytes);
    // The folder has a config.json of the cell's beside the model, in whose subfolder the model is.
    const config = await stat(join(modelFolder, "config.json"));
    expect(compressed.artifactBytes).toBe(compressed.modelBytes + config.size);
    expect(compressed.parameters).toBe([...bert.weights.values()].reduce((sum, { data }) => sum + data.length, 0));
    const serving = { backend: "onnx", threads: 1 };
    // Serving takes seconds; what the quantized graphs run is proven beside the classifier.
    if (scheme === null) {
      const { executed, quality } = reportOf(await executor.run("serve", { ...job, serving }, NO_LIMIT));
      expect(executed).toMatchObject({
        provider: "CPUExecutionProvider",
        kernelPrecision: "float32",
        inputForm: "padded",
      });
      expect(quality).toMatchObject({ accuracy: 19 / 20, trainAccuracy: 1 });
    }
    const model = await openModel(modelFolder, serving);
    const [answer] = await model.answer([texts[1]!]);
    for (const [label, probability] of answer!.probabilities) {
      const expected = probabilitiesOf(texts[1]!)[bert.labels.findIndex((one) => one.toUpperCase() === label)]!;
      expect(Math.abs(probability - expected)).toBeLessThan(scheme === null ? 1e-5 : 0.15);
    }
  }
  expect(bytes[1]! < bytes[0]! && bytes[2]! < bytes[0]!).toBe(true);
  await writeFiles(join(folder, "bert"), { "tokenizer_config.json": '{"model_max_length": 20, "pad_token": "[PAD]"}' });
  expect((await onnx.pin!("bert", folder)).id).not.toBe(pinned.id);
});

test("labels of another name are matched as the matrix maps them, in the folder that is written, too", async () => {
  const path = join(folder, "other-names");
  const id2label = { 0: "LABEL_0", 1: "LABEL_1", 2: "Business" };
  const files = bertFiles(bert);
  const config = JSON.stringify({ ...JSON.parse(files["config.json"] as string), id2label });
  await writeFiles(path, { ...files, "config.json": config });
  const labels = { LABEL_0: "WORLD", LABEL_1: "SPORTS" };
  const source = {
    name: "onnx",
    argument: path,
    id: labelledId((await onnx.pin!(path, folder)).id, labels),
    labelMap: labels,
  };
  const compress = async (changes: object) => {
    const modelFolder = join(folder, "mapped");
    const tokenizer = { segmenter: "words", fitOn: "train" } as const;
    const corpusFolder = await prepared();
    const place = { source: { ...source, ...changes }, corpusFolder, trainingFolder: join(folder, "training") };
    const job = { ...place, modelFolder, experiment: "abc", training: TRAINING, tokenizer, techniques: [] };
    return { modelFolder, outcome: await executor.run("compress", job, NO_LIMIT) };
  };
  const { modelFolder, outcome } = await compress({});
  reportOf(outcome);
  const [answer] = await (await openModel(modelFolder, { backend: "onnx", threads: 1 })).answer([texts[1]!]);
  for (const [label, probability] of answer!.probabilities) {
    const expected = probabilitiesOf(texts[1]!)[bert.labels.findIndex((one) => one.toUpperCase() === label)]!;
    expect(Math.abs(probability - expected)).toBeLessThan(1e-5);
  }
  // Planned with another map, the model is another one.
  expect((await compress({ labelMap: { LABEL_0: "SPORTS", LABEL_1: "WORLD" } })).outcome).toMatchObject({
    status: "failed",
    error: expect.stringContaining("changed since the run was planned"),
  });
});

test("another of the folder's graphs can be named", async () => {
  const place = join(folder, "other");
  const { "model.onnx": graph, ...rest } = bertFiles(bert);
  await writeFiles(place, { ...rest, "onnx/model_other.onnx": graph! });
  const argument = join(place, "onnx", "model_other.onnx");
  const { id } = await onnx.pin!(argument, folder);
  expect(id).toMatch(/^onnx:other@[0-9a-f]{12}$/);
  // model.onnx is not there.
  await expect(onnx.pin!(place, folder)).rejects.toThrow(/model\.onnx/);
});

test("a tokenizer that would not open, or pads with nothing, is refused before anything runs", async () => {
  const place = join(folder, "unfit");
  const files = bertFiles(bert);
  await writeFiles(place, { ...files, "tokenizer_config.json": "{}" });
  await expect(onnx.pin!(place, folder)).rejects.toThrow(
    /tokenizer\.json: no file of the folder says which token pads/,
  );
  const nmt = JSON.stringify({ ...JSON.parse(files["tokenizer.json"] as string), normalizer: { type: "Nmt" } });
  await writeFiles(place, { ...files, "tokenizer.json": nmt });
  await expect(onnx.pin!(place, folder)).rejects.toThrow(/tokenizer\.json: has the normalizer "Nmt"/);
});

test("what cannot be done to a foreign graph is refused where it is written", () => {
  const cell = (...names: string[]) => ({ techniques: names.map((name) => ({ name })) }) as never;
  expect(onnx.problems!(cell("int8-dynamic"))).toEqual([]);
  expect(onnx.problems!(cell("product"))).toEqual([
    {
      at: { technique: 0 },
      fault: "onnx stores a graph's weights in one of int8-dynamic, float16 at most, got product",
      wayOut: "leave it out",
    },
  ]);
});
