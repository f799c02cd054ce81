import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ConfigError } from "../../../../../harness/base/errors.ts";
import { valueInfo } from "../../../../../harness/base/onnx/proto.ts";
import { readFolderEncoder } from "../../../../../harness/classifier/encoders/folder/folder-encoder.io.ts";
import { changedGraph } from "../../../../fixtures/external-data.ts";
import { bertFiles, bertGraph, smallBert, writeFiles } from "../../../../fixtures/small-bert.ts";
import { sentenceFiles } from "../../../../fixtures/small-sentence-encoder.ts";

const bert = smallBert();
const parent = await mkdtemp(join(tmpdir(), "pricewar-sentence-folder-"));
afterAll(() => rm(parent, { recursive: true }));

type Files = Record<string, string | Uint8Array>;
const FILES = sentenceFiles(bert, { isNormalized: true });

let folders = 0;
async function written(files: Files): Promise<string> {
  const path = join(parent, String(folders++));
  await writeFiles(path, files);
  return path;
}

async function refusal(path: string): Promise<string> {
  const error = await readFolderEncoder(path).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).not.toContain("\n");
  return error.message;
}

/** The folder's graph with other declared outputs. */
function withOutputs(...outputs: ReturnType<typeof valueInfo>[]): Files {
  const graph = changedGraph(bertGraph(bert, { ends: "tokens" }), (model) => {
    model.graph!.output = outputs;
  });
  return { ...FILES, "model.onnx": graph };
}
const tokens = (name: string) => valueInfo(name, "float32", ["n", "l", 32]);
const vectors = (name: string) => valueInfo(name, "float32", ["n", 32]);

test("a folder's features depend on all files that are read, and another folder can hold the same", async () => {
  const encoder = await readFolderEncoder(await written(FILES));
  expect([...encoder.sources].sort()).toEqual([
    "1_Pooling/config.json",
    "config.json",
    "model.onnx",
    "modules.json",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  expect(encoder).toMatchObject({
    output: { name: "last_hidden_state", isPooled: false, columns: 32 },
    sentence: { pooling: "mean", isNormalized: true },
  });
  const again = await readFolderEncoder(await written(encoder.files));
  expect(again.sentence).toEqual(encoder.sentence);
});

test("of several outputs, a text's vector goes before those of its tokens, whichever comes first", async () => {
  const chosen = async (files: Files) => (await readFolderEncoder(await written(files))).output;
  const both = withOutputs(tokens("token_embeddings"), vectors("sentence_embedding"));
  expect(await chosen(both)).toEqual({ name: "sentence_embedding", isPooled: true, columns: 32 });
  const body = withOutputs(vectors("pooler_output"), tokens("last_hidden_state"));
  expect(await chosen(body)).toEqual({ name: "last_hidden_state", isPooled: false, columns: 32 });
  expect(await chosen(withOutputs(tokens("encoded")))).toEqual({ name: "encoded", isPooled: false, columns: 32 });
  expect(await chosen(withOutputs(vectors("encoded")))).toEqual({ name: "encoded", isPooled: true, columns: 32 });
});

test.each<[string, Files, RegExp]>([
  [
    "a text classifier",
    bertFiles(bert),
    /model\.onnx: its output "logits" scores labels, so it is a text classifier; name the source onnx:FOLDER, or export its body/,
  ],
  [
    "one whose last operator tells",
    bertFiles(bert, bertGraph(bert, { ends: "Softmax" })),
    /its output "probabilities" scores labels/,
  ],
  [
    "one that config.json tells, by as many labels as columns",
    {
      ...withOutputs(valueInfo("scores", "float32", ["n", 2])),
      "config.json": JSON.stringify({ id2label: { 0: "no", 1: "yes" } }),
    },
    /its output "scores" scores labels/,
  ],
  ["a classifier of tokens", withOutputs(tokens("logits")), /its output "logits" scores labels/],
  [
    "outputs of other names",
    withOutputs(tokens("a"), tokens("b")),
    /none of its outputs a, b is one of "sentence_embedding", "last_hidden_state", "token_embeddings"; export it/,
  ],
  [
    "half precision",
    withOutputs(valueInfo("last_hidden_state", "float16", ["n", "l", 32])),
    /must be float32 of \[texts, tokens, columns\], or of \[texts, columns\], and is float16 of \[n, l, 32\]/,
  ],
  [
    "a known name with another shape",
    withOutputs(vectors("last_hidden_state")),
    /"last_hidden_state" must be .* and is float32 of \[n, 32\]/,
  ],
  ["no shape", withOutputs(valueInfo("encoded", "float32", [])), /"encoded" must be .* and is float32 of \[\]/],
  [
    "a pooling that pricewar does not do",
    { ...FILES, "1_Pooling/config.json": '{"pooling_mode_max_tokens": true}' },
    /1_Pooling\/config\.json: asks for the pooling "max_tokens"/,
  ],
  [
    "a module that pricewar does not do",
    { ...FILES, "modules.json": '[{"type": "Transformer", "path": ""}, {"type": "x.Dense", "path": "2_Dense"}]' },
    /modules\.json: has the module "Dense"/,
  ],
  [
    "a pooling that is missing",
    { ...FILES, "modules.json": '[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "9_Pooling"}]' },
    /9_Pooling\/config\.json is missing, where modules\.json has the pooling; download/,
  ],
  [
    "a pooling outside of the folder",
    { ...FILES, "modules.json": '[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "../.."}]' },
    /"\.\.\/\.\.\/config\.json" leads out of the folder/,
  ],
  ["modules that are no list", { ...FILES, "modules.json": "{}" }, /modules\.json: must be a list/],
  ["no modules", { ...FILES, "modules.json": "[]" }, /modules\.json: .*download/],
  ["a pooling that is no JSON", { ...FILES, "1_Pooling/config.json": "{" }, /1_Pooling\/config\.json: is not JSON/],
  [
    "a length of nothing",
    { ...FILES, "sentence_bert_config.json": '{"max_seq_length": 0}' },
    /sentence_bert_config\.json: max_seq_length: must be/,
  ],
])("%s is refused with a sentence", async (_, files, message) => {
  expect(await refusal(await written(files))).toMatch(message);
});

test("links that lead out of the folder are refused, of these files, too", async () => {
  await writeFiles(parent, { secret: "{}" });
  for (const name of ["modules.json", "sentence_bert_config.json", "1_Pooling/config.json"]) {
    const { [name]: _, ...rest } = FILES;
    const path = await written(rest);
    await writeFiles(path, { "1_Pooling/other": "" });
    await symlink(join(parent, "secret"), join(path, name));
    expect(await refusal(path)).toMatch(/leads out of the folder, and pricewar reads nothing outside/);
  }
});
