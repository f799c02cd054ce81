import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { valueInfo } from "../../harness/base/onnx/proto.ts";
import { openFrozenEncoder } from "../../harness/classifier/encoders/frozen-encoder.io.ts";
import type { Backend } from "../../harness/contract/index.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { changedGraph } from "../fixtures/external-data.ts";
import { bertGraph, bertTexts, smallBert, writeFiles } from "../fixtures/small-bert.ts";
import { sentenceFiles, sentenceVector } from "../fixtures/small-sentence-encoder.ts";

const bert = smallBert();
const texts = bertTexts(60);
const place = await mkdtemp(join(tmpdir(), "pricewar-folder-encoder-"));
afterAll(() => rm(place, { recursive: true }));

const runners = (await usableBackends()).filter(({ backend }) => backend.openGraph !== undefined);

let folders = 0;
async function embeddings(backend: Backend, files: Record<string, string | Uint8Array>, asked = texts) {
  const folder = join(place, String(folders++));
  await writeFiles(folder, files);
  const { embed, prove, columns, close } = await (await openFrozenEncoder(folder)).open(backend, 1);
  try {
    const together = await embed(asked);
    const alone = await embed([asked.at(-1)!]);
    return { together, alone, columns, proof: await prove(asked.slice(0, 2)), none: await embed([]) };
  } finally {
    await close();
  }
}

function expectVectors(found: Float32Array, expected: readonly (readonly number[])[], tolerance = 2e-5): void {
  expect(found.length).toBe(expected.length * 32);
  for (const [row, vector] of expected.entries()) {
    for (const [column, value] of vector.entries()) {
      expect(Math.abs(found[row * 32 + column]! - value), texts[row]).toBeLessThan(tolerance);
    }
  }
}

const unit = (vector: readonly number[]) => vector.map((value) => value / Math.hypot(...vector));

describe.each(runners)("a folder's hidden state on $name", ({ backend }) => {
  test("is pooled over each text's own tokens, for texts together as for one alone", async () => {
    const expected = texts.map((text) => sentenceVector(bert, text, "mean"));
    const { together, alone, columns, proof, none } = await embeddings(backend, sentenceFiles(bert));
    expect(columns).toBe(32);
    expectVectors(together, expected);
    expectVectors(alone, [expected.at(-1)!]);
    expect(none).toEqual(new Float32Array(0));
    expect(proof).toMatchObject({ provider: expect.stringContaining(backend.provider) });
  });

  test("or gives its first token, of length 1 where the folder says so", async () => {
    const pooling = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false };
    const first = texts.map((text) => sentenceVector(bert, text, "first"));
    expectVectors((await embeddings(backend, sentenceFiles(bert, { pooling }))).together, first);
    const { together } = await embeddings(backend, sentenceFiles(bert, { pooling, isNormalized: true }));
    expectVectors(together, first.map(unit));
  });
});

const { backend: onnx } = runners.find(({ name }) => name === "onnx")!;
const means = texts.map((text) => sentenceVector(bert, text, "mean"));

/** The same graph with the size of its vectors left open. */
function withColumns(graph: Uint8Array, columns: number | string): Uint8Array {
  return changedGraph(graph, ({ graph: changed }) => {
    changed!.output = [valueInfo("last_hidden_state", "float32", ["texts", "tokens", columns])];
  });
}

test.each<[string, Record<string, string | Uint8Array>]>([
  ["sizes that the graph fixes", sentenceFiles(bert, { dims: [5, bert.positions] })],
  ["no mask, where no text may be padded", sentenceFiles(bert, { inputs: ["input_ids", "token_type_ids"] })],
  [
    "columns that the graph leaves open",
    { ...sentenceFiles(bert), "model.onnx": withColumns(bertGraph(bert, { ends: "tokens" }), "columns") },
  ],
])("the mean is the same with %s", async (_, files) => {
  expectVectors((await embeddings(onnx, files)).together, means);
});

test("columns that a graph declares and does not have are refused, and no memory is asked for by them", async () => {
  for (const claimed of [31, 2 ** 50]) {
    const graph = withColumns(bertGraph(bert, { ends: "tokens" }), claimed);
    await expect(embeddings(onnx, { ...sentenceFiles(bert), "model.onnx": graph })).rejects.toThrow(
      /"last_hidden_state" must have [\d,]+ columns in every run, and has 32; export the model again/,
    );
  }
});

test("a folder without files of sentence-transformers takes the mean", async () => {
  const { "modules.json": _, "1_Pooling/config.json": __, ...plain } = sentenceFiles(bert);
  expectVectors((await embeddings(onnx, plain)).together, means);
});

test("a graph that pools itself is taken as it is, and modules inside it are none of ours", async () => {
  const files = sentenceFiles(bert, { ends: "pooler", pooling: { pooling_mode_max_tokens: true } });
  const modules = JSON.stringify(
    ["Transformer", "Pooling", "Dense", "Normalize"].map((name) => ({ type: `a.${name}`, path: "" })),
  );
  const { together, alone } = await embeddings(onnx, { ...files, "modules.json": modules });
  for (let row = 0; row < texts.length; row += 1) {
    expect(Math.hypot(...together.subarray(row * 32, (row + 1) * 32))).toBeCloseTo(1, 5);
  }
  expectVectors(alone, [[...together.subarray(-32)]]);
});

test("texts are cut at sentence-transformers' own length, and lower-cased first where it says so", async () => {
  const files = sentenceFiles(bert);
  // tokenizer.json was saved with another length, as all-MiniLM-L6-v2 was.
  const tokenizer = JSON.parse(files["tokenizer.json"] as string);
  const cut = { ...tokenizer, truncation: { direction: "Right", max_length: 4, strategy: "LongestFirst", stride: 0 } };
  const found = await embeddings(onnx, {
    ...files,
    "tokenizer.json": JSON.stringify(cut),
    "sentence_bert_config.json": JSON.stringify({ max_seq_length: 9, do_lower_case: false }),
  });
  expectVectors(
    found.together,
    texts.map((text) => sentenceVector(bert, text, "mean", 9)),
  );
  const older = await embeddings(onnx, {
    ...files,
    "tokenizer.json": JSON.stringify(cut),
    "modules.json": (files["modules.json"] as string).replace('"path":""', '"path":"0_Transformer"'),
    "0_Transformer/sentence_distilbert_config.json": JSON.stringify({ max_seq_length: 9 }),
  });
  expect(older.together).toEqual(found.together);
  const cased = { ...tokenizer, normalizer: { ...tokenizer.normalizer, lowercase: false } };
  const lowered = await embeddings(
    onnx,
    {
      ...files,
      "tokenizer.json": JSON.stringify(cased),
      "sentence_bert_config.json": JSON.stringify({ max_seq_length: null, do_lower_case: true }),
    },
    ["THE SENATE VOTED"],
  );
  expectVectors(lowered.together, [sentenceVector(bert, "the senate voted", "mean")]);
});
