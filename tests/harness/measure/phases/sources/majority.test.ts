import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataset } from "../../../../../data/registry.ts";
import { openModel } from "../../../../../experiments/open-model.io.ts";
import { MODEL_FILES } from "../../../../../harness/contract/run-files.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../../fixtures/phases.ts";
import { TRAINING } from "../../../../fixtures/training.ts";

const folder = await mkdtemp(join(tmpdir(), "pricewar-majority-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = phasesHere(folder);

/** Seven of ten training texts are good, and one of the three test texts. */
async function trained() {
  const csv = (labels: readonly string[]) =>
    ["text,label", ...labels.map((label, row) => `text number ${row} of ${labels.length},${label}`)].join("\n");
  const [good, bad] = [Array(7).fill("good"), Array(3).fill("bad")];
  await writeFile(join(folder, "train.csv"), csv([...good, ...bad]));
  await writeFile(join(folder, "test.csv"), csv(["bad", "good", "bad"]));
  const datasetSpec = "csv:train.csv,test=test.csv";
  const { id: datasetId } = await openDataset(datasetSpec, { baseFolder: folder });
  const source = { name: "majority", argument: null, id: "majority" };
  const folders = {
    source,
    corpusFolder: join(folder, "corpus"),
    trainingFolder: join(folder, "training"),
    modelFolder: join(folder, "model"),
  };
  const { corpusFolder } = folders;
  reportOf(
    await executor.run("prepare", { datasetSpec, datasetId, corpus: { validation: 0 }, corpusFolder }, NO_LIMIT),
  );
  const model = { vocabulary: 10, maxLength: 1, embedding: 1, hidden: [], pooling: "all" } as const;
  const training = reportOf(
    await executor.run(
      "train",
      { ...folders, model, training: TRAINING, trainedWith: [], trainRun: "a#1@b" },
      NO_LIMIT,
    ),
  );
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const compressed = reportOf(
    await executor.run(
      "compress",
      { ...folders, experiment: "abc", tokenizer, techniques: [], training: TRAINING },
      NO_LIMIT,
    ),
  );
  return { folders, training, compressed };
}

test("the training rows' most frequent label is the answer to every text, with the labels' shares", async () => {
  const { folders, training, compressed } = await trained();
  expect(training).toMatchObject({ trainSteps: 0, history: [], executed: null });
  expect(training.trainWallMs).toBeGreaterThan(0);
  expect(compressed).toMatchObject({ parameters: 2, modelBytes: "[0.3,0.7]".length });
  const serving = { backend: "javascript", threads: 1 };
  const { quality, usage, executed, corpus } = reportOf(await executor.run("serve", { ...folders, serving }, NO_LIMIT));
  expect(quality).toMatchObject({ accuracy: 1 / 3, trainAccuracy: 0.7, validationAccuracy: null });
  // -(ln 0.3 + ln 0.7 + ln 0.3) / 3 = 0.9215
  expect(quality.loss).toBeCloseTo(0.9215, 4);
  expect(usage.tokenizeTextsPerSecond).toBeNull();
  expect(executed.provider).toBe("plain javascript");
  expect(corpus).toMatchObject({ rows: { train: 10, validation: 0, test: 3 }, cutRows: null });
});

test("its folder opens like any other, with a threshold, and a damaged one says what is wrong", async () => {
  const { folders } = await trained();
  const serving = { backend: "javascript", threads: 1, threshold: 0.8 };
  reportOf(await executor.run("serve", { ...folders, serving }, NO_LIMIT));
  const runtime = { backend: "javascript", threads: 1 };
  const model = await openModel(folders.modelFolder, runtime);
  expect(model.labels).toEqual(["bad", "good"]);
  // 0.7 is not enough.
  expect((await model.answer(["any"]))[0]).toEqual({
    label: "bad",
    probabilities: [
      ["bad", expect.closeTo(0.3, 6)],
      ["good", expect.closeTo(0.7, 6)],
    ],
  });
  const elsewhere = await openModel(folders.modelFolder, { backend: "onnx", threads: 1 });
  // It names what computes, and takes no threads that nothing would use.
  expect([model.backend, elsewhere.backend]).toEqual(["javascript", "javascript"]);
  await expect(openModel(folders.modelFolder, { backend: "onnx", threads: 2 })).rejects.toThrow(
    "--threads 2: backend javascript serves on one thread",
  );
  const config = join(folders.modelFolder, MODEL_FILES.config);
  await writeFile(config, (await readFile(config, "utf8")).replace('"majority"', '"majorty"'));
  await expect(openModel(folders.modelFolder, runtime)).rejects.toThrow(/did you mean "majority"\?/);
  await writeFile(join(folders.modelFolder, "shares.json"), "[1]");
  await writeFile(config, (await readFile(config, "utf8")).replace('"majorty"', '"majority"'));
  await expect(openModel(folders.modelFolder, runtime)).rejects.toThrow(
    /shares\.json is damaged: must be 2 shares from 0 to 1, one for each label/,
  );
});
