import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelProto } from "onnx-buf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { javascript } from "../../../../backends/javascript.ts";
import { ConfigError } from "../../../../harness/base/errors.ts";
import { decodeModel } from "../../../../harness/base/onnx/proto.ts";
import { readPretrained } from "../../../../harness/classifier/pretrained/pretrained.io.ts";
import {
  openTextClassifier,
  type TextClassifierOptions,
} from "../../../../harness/classifier/pretrained/text-classifier.ts";
import type { Backend, GraphValue } from "../../../../harness/contract/index.ts";
import { changedGraph, type Place, placeOutside, withWeightsOutside } from "../../../fixtures/external-data.ts";
import { bertFiles, bertGraph, smallBert, writeFiles } from "../../../fixtures/small-bert.ts";

const bert = smallBert();
const GRAPH = bertGraph(bert);
const FILES = bertFiles(bert, GRAPH);
type Files = Record<string, string | Uint8Array>;

let parent: string;
let folders = 0;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "pricewar-hostile-"));
  await writeFile(join(parent, "secret"), "outside");
});
afterAll(() => rm(parent, { recursive: true }));

async function written(files: Files): Promise<string> {
  const path = join(parent, String(folders++));
  await mkdir(path);
  await writeFiles(path, files);
  return path;
}

/** The message of the ConfigError that reading ends with, on one line. */
async function refusal(path: string, graphName?: string): Promise<string> {
  const error = await readPretrained(path, { graphName }).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).not.toContain("\n");
  return error.message;
}

const graphWith = (change: (model: ModelProto) => void): Files => ({
  ...FILES,
  "model.onnx": changedGraph(GRAPH, change),
});
const outside = (place: Place) => graphWith(({ graph }) => placeOutside(graph!.initializer[0]!, place));
const without = (name: string): Files => Object.fromEntries(Object.entries(FILES).filter(([file]) => file !== name));
const json = (name: string, change: object): Files => ({
  ...FILES,
  [name]: JSON.stringify({ ...JSON.parse(FILES[name] as string), ...change }),
});

test("the folder as it is, is read", async () => {
  const { settings, bytes, change, graphName } = await readPretrained(await written(FILES), {});
  expect(graphName).toBe("model.onnx");
  expect(Buffer.from(bytes).equals(GRAPH)).toBe(true);
  expect(change).toBeNull();
  expect(settings.model.id2label).toEqual({ 0: "World", 1: "Sports", 2: "Business" });
});

test("weights in a file beside the graph are taken in", async () => {
  const { graph, data } = withWeightsOutside(GRAPH, "model.onnx_data");
  const { "model.onnx": _, ...files } = FILES;
  const {
    bytes,
    sources,
    files: copied,
  } = await readPretrained(await written({ ...files, "onnx/model.onnx": graph, "onnx/model.onnx_data": data }), {});
  const weightsOf = (file: Uint8Array) =>
    decodeModel(file).graph!.initializer.map(({ name, dims, rawData, externalData }) => [
      name,
      dims,
      Buffer.from(rawData).toString("hex"),
      externalData,
    ]);
  expect(weightsOf(bytes)).toEqual(weightsOf(GRAPH));
  expect(sources).toEqual([
    "config.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "onnx/model.onnx",
    "onnx/model.onnx_data",
  ]);
  const again = await readPretrained(await written(copied), {});
  expect(Buffer.from(again.bytes).equals(bytes)).toBe(true);
});

test.each([
  ["---\nlanguage: en\nlicense: apache-2.0\n---\n# A model", "apache-2.0"],
  ["# A model\nlicense: mit", null],
])("the licence is that of the model card's head", async (card, licence) => {
  expect((await readPretrained(await written({ ...FILES, "README.md": card }), {})).licence).toBe(licence);
});

describe("refused with a sentence:", () => {
  test.each<[string, Files, RegExp]>([
    [
      "no graph",
      without("model.onnx"),
      /model\.onnx and onnx\/model\.onnx missing: the folder has no \.onnx file; export/,
    ],
    ["no tokenizer", without("tokenizer.json"), /tokenizer\.json is missing; a folder needs/],
    ["no config", without("config.json"), /config\.json is missing; a folder needs/],
    ["a config that is no JSON", { ...FILES, "config.json": "{" }, /config\.json: is not JSON; download/],
    [
      "labels that are no names",
      json("config.json", { id2label: { 0: 5 } }),
      /config\.json: id2label\.0: must be text in double quotes, got 5/,
    ],
    [
      "a vocabulary with half an id",
      json("tokenizer.json", { model: { type: "WordLevel", unk_token: "a", vocab: { a: 0.5 } } }),
      /model\.vocab: must be an object of tokens with their ids/,
    ],
    [
      "an unknown model of tokens",
      json("tokenizer.json", { model: { type: "Magic" } }),
      /tokenizer\.json: model\.type: must be one of "WordPiece"/,
    ],
    [
      "a graph that is cut short",
      { ...FILES, "model.onnx": GRAPH.slice(0, GRAPH.length / 2) },
      /model\.onnx: is cut short/,
    ],
    ["an empty graph", { ...FILES, "model.onnx": "" }, /model\.onnx: is cut short: it has no graph/],
    [
      "a graph of other bytes",
      { ...FILES, "model.onnx": "hello, world; this is no protobuf message" },
      /is cut short or no ONNX model/,
    ],
    [
      "a weight that claims 2 GB",
      graphWith(({ graph }) => {
        graph!.initializer[0]!.dims = [500_000_000n];
      }),
      /the weight "words" of shape \[500000000\] needs 2000000000 bytes, and has \d+; download/,
    ],
    [
      "a weight that claims more than any file has",
      graphWith(({ graph }) => {
        graph!.initializer[0]!.dims = [2n ** 40n, 2n ** 40n];
      }),
      /needs 4835703278458516698824704 bytes/,
    ],
    [
      "a weight of negative size",
      graphWith(({ graph }) => {
        graph!.initializer[0]!.dims = [-1n, 4n];
      }),
      /negative size/,
    ],
    [
      "typed weights that are too few",
      graphWith(({ graph }) => {
        Object.assign(graph!.initializer[0]!, { rawData: new Uint8Array(0), floatData: [1, 2] });
      }),
      /needs \d+ values, and has 2/,
    ],
    [
      "weights outside that are missing",
      outside({ location: "gone.bin" }),
      /its weights are in "gone\.bin", which is missing/,
    ],
    [
      "weights in the graph's own file",
      outside({ location: "model.onnx" }),
      /said to be in "model\.onnx", which is no other file/,
    ],
    [
      "weights in the graph's own file by another way",
      outside({ location: "./x/../model.onnx" }),
      /which is no other file/,
    ],
    ["weights nowhere", outside({ location: "" }), /said to be in "", which is no other file/],
    [
      "weights at an absolute place",
      outside({ location: "/etc/passwd" }),
      /said to be in "\/etc\/passwd", which is no other file/,
    ],
    ["weights above the folder", outside({ location: "../secret" }), /"\.\.\/secret" leads out of the folder/],
    ["weights behind a zero", outside({ location: "a\0b" }), /leads out of the folder/],
    [
      "weights beyond the file's end",
      { ...outside({ location: "w", offset: "4" }), w: new Uint8Array(8) },
      /is said to end at byte \d+ of "w", which has 8/,
    ],
    [
      "a length that is not the shape's",
      { ...outside({ location: "w", length: "4" }), w: new Uint8Array(8) },
      /the weight "words" of shape \[\d+, 32\] needs \d+ bytes, and has 4/,
    ],
    [
      "an offset that is no number",
      { ...outside({ location: "w", offset: "-4" }), w: new Uint8Array(8) },
      /has the offset "-4", not a whole number/,
    ],
    [
      "weights that overlap",
      {
        ...graphWith(({ graph }) => {
          placeOutside(graph!.initializer[0]!, { location: "w", offset: "0" });
          placeOutside(graph!.initializer[1]!, { location: "w", offset: "64" });
        }),
        w: new Uint8Array(1e5),
      },
      /the weights "words" and "positions" overlap/,
    ],
    [
      "many weights in one place that together are too large",
      graphWith(({ graph }) => {
        for (const tensor of graph!.initializer.slice(0, 3)) {
          tensor.dims = [250_000_000n];
          placeOutside(tensor, { location: "w", offset: "0" });
        }
      }),
      /its weights have 3000000000 bytes, and a graph at most 2147483647/,
    ],
    [
      "a weight of an attribute outside",
      graphWith(({ graph }) => {
        const tensor = structuredClone(graph!.initializer[0]!);
        placeOutside(tensor, { location: "../secret" });
        graph!.node[0]!.attribute.push({
          $typeName: "onnx.AttributeProto",
          name: "value",
          t: tensor,
          type: 4,
          tensors: [],
          graphs: [],
          sparseTensors: [],
          typeProtos: [],
          floats: [],
          ints: [],
          strings: [],
          f: 0,
          i: 0n,
          s: new Uint8Array(0),
          docString: "",
          refAttrName: "",
        });
      }),
      /"\.\.\/secret" leads out of the folder/,
    ],
  ])("%s", async (_, files, message) => {
    expect(await refusal(await written(files))).toMatch(message);
  });

  test("a name that climbs out", async () => {
    expect(await refusal(await written(FILES), "../secret")).toMatch(
      /"\.\.\/secret" leads out of the folder, and pricewar reads nothing outside/,
    );
    expect(await refusal(await written(FILES), "onnx/../../secret")).toMatch(/leads out of the folder/);
  });

  test("a graph that the folder lacks, with those that it has", async () => {
    expect(await refusal(await written(FILES), "onnx/model_quantized.onnx")).toMatch(
      /the folder has model\.onnx; export/,
    );
  });

  test("links that lead out, also through a folder", async () => {
    const path = await written(without("config.json"));
    await symlink(join(parent, "secret"), join(path, "config.json"));
    expect(await refusal(path)).toMatch(/"config\.json" leads out of the folder.*cp -rL/);
    const other = await written(without("model.onnx"));
    await symlink(parent, join(other, "onnx"));
    expect(await refusal(other, "onnx/secret")).toMatch(/leads out of the folder/);
  });

  test("a link inside is followed", async () => {
    const path = await written({ ...without("config.json"), "kept/config.json": FILES["config.json"]! });
    await symlink("kept/config.json", join(path, "config.json"));
    expect((await readPretrained(path, {})).settings.model.model_type).toBe("bert");
  });

  test("links in a circle, and a place whose name is too long for any file", async () => {
    const path = await written(without("config.json"));
    await symlink("config.json", join(path, "config.json"));
    expect(await refusal(path)).toMatch(/config\.json: cannot be read \(its links lead in a circle\); download/);
    const long = await written(outside({ location: "a".repeat(5000) }));
    expect(await refusal(long)).toMatch(/cannot be read \(its name is too long\); download/);
  });

  test.each(["normalizer", "pre_tokenizer", "post_processor"])("a %s that is nested without end", async (part) => {
    const nested = (depth: number) => `${'{"type":"Sequence","parts":['.repeat(depth)}${"]}".repeat(depth)}`;
    const of = (depth: number) => {
      const { [part]: _, ...file } = JSON.parse(FILES["tokenizer.json"] as string);
      return { ...FILES, "tokenizer.json": JSON.stringify(file).replace(/^\{/, `{"${part}":${nested(depth)},`) };
    };
    expect(await refusal(await written(of(50_000)))).toMatch(
      new RegExp(`tokenizer\\.json: ${part}: must be nested at most 100 deep; download`),
    );
    await expect(readPretrained(await written(of(40)), {})).resolves.toBeDefined();
  });

  test("a pipe in the place of a file, without waiting for it", async () => {
    const path = await written(without("config.json"));
    execFileSync("mkfifo", [join(path, "config.json")]);
    expect(await refusal(path)).toMatch(/config\.json: must be a file/);
  });

  test("a file that is too large, without reading it", async () => {
    const path = await written(FILES);
    await truncate(join(path, "tokenizer.json"), 300 * 2 ** 20);
    expect(await refusal(path)).toMatch(/tokenizer\.json: must have at most 256 MiB, and has 300 MiB/);
  });

  test("a folder that is missing", async () => {
    expect(await refusal(join(parent, "missing"))).toMatch(
      /missing: there is no such folder; name one with model\.onnx/,
    );
  });

  test("a file in its place", async () => {
    expect(await refusal(join(await written(FILES), "model.onnx"))).toMatch(
      /model\.onnx: is not a folder; name the one/,
    );
  });
});

describe("refused once it is opened:", () => {
  const value = (name: string, type: string, ...dims: (number | string)[]): GraphValue => ({ name, type, dims });
  const INPUTS = [value("input_ids", "int64", "n", "l"), value("attention_mask", "int64", "n", "l")];
  /** A runtime that shows what a graph declares, and runs nothing. */
  const declaring = (inputs: readonly GraphValue[], outputs: readonly GraphValue[]): Backend => ({
    ...javascript,
    openGraph: async () => ({
      inputs,
      outputs,
      run: () => Promise.reject(new Error("never run")),
      prove: () => Promise.reject(new Error("never run")),
      close: async () => undefined,
    }),
  });
  const LOGITS = [value("logits", "float32", "n", 3)];

  async function openRefusal(
    files: Files,
    backend: Backend,
    options: Partial<TextClassifierOptions> = {},
  ): Promise<string> {
    const pretrained = await readPretrained(await written(files), {});
    const error = await openTextClassifier(pretrained, backend, { threads: 1, labels: bert.labels, ...options }).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).not.toContain("\n");
    return error.message;
  }

  test.each<[string, Files, Partial<TextClassifierOptions>, RegExp]>([
    [
      "an id outside the vocabulary",
      json("tokenizer.json", { added_tokens: [{ id: 5000, content: "<new>" }] }),
      {},
      /tokenizer\.json: the token "<new>" has the id 5000, and the graph's embedding \d+ rows; take both/,
    ],
    [
      "several labels a text",
      json("config.json", { problem_type: "multi_label_classification" }),
      {},
      /scores each label by itself.*use a model of one label a text/,
    ],
    ["a regression", json("config.json", { problem_type: "regression" }), {}, /gives a number, not a label/],
    [
      "labels that leave one out",
      json("config.json", { id2label: { 0: "a", 2: "b", 3: "c" } }),
      {},
      /id2label must count from 0, got 0, 2, 3/,
    ],
    [
      "more labels than numbers",
      json("config.json", { id2label: { 0: "a", 1: "b", 2: "c", 3: "d" } }),
      {},
      /gives 3 numbers a text, and config\.json names 4 labels/,
    ],
    [
      "labels of other data",
      FILES,
      { labels: ["World", "Tech"] },
      /no label of the data is "Sports", "Business": the model has "World", "Sports", "Business", the data "World", "Tech"; say which is which in "labels"/,
    ],
    [
      "a label of the data that no model's is",
      FILES,
      { labels: ["World", "Sports", "Business", "Tech"] },
      /no label of the model is "Tech": the model has/,
    ],
    [
      "a map of labels that do not exist",
      FILES,
      { labelMap: { Sport: "Sports" } },
      /"labels" maps "Sport" to "Sports", and one of them does not exist/,
    ],
    ["a length beyond the model's", FILES, { maxLength: 512 }, /at most 24 tokens, got the length 512/],
    [
      "padding that nobody names",
      { ...FILES, "tokenizer_config.json": "{}" },
      {},
      /no file of the folder says which token pads a text/,
    ],
    [
      "a tokenizer that cannot be applied as in Rust",
      json("tokenizer.json", { normalizer: { type: "Nmt" } }),
      {},
      /tokenizer\.json: has the normalizer "Nmt"/,
    ],
  ])("%s", async (_, files, options, message) => {
    expect(await openRefusal(files, declaring(INPUTS, LOGITS), options)).toMatch(message);
  });

  test.each<[string, readonly GraphValue[], readonly GraphValue[], RegExp]>([
    ["a graph of pictures", [value("pixels", "float32", 1, 3)], LOGITS, /its input "pixels" is none that a text fills/],
    [
      "ids in another type",
      [value("input_ids", "float32", "n", "l")],
      LOGITS,
      /must be int64 or int32 of \[texts, tokens\], and is float32/,
    ],
    ["no ids", [INPUTS[1]!], LOGITS, /has no input input_ids/],
    [
      "a hidden state",
      INPUTS,
      [value("last_hidden_state", "float32", "n", "l", 32)],
      /its output "last_hidden_state" of \[n, l, 32\] has features of a text and no scores of labels; name the source encoder:FOLDER/,
    ],
    [
      "half precision",
      INPUTS,
      [value("logits", "float16", "n", 3)],
      /must be float32 of \[texts, labels\], and is float16/,
    ],
    [
      "outputs of other names",
      INPUTS,
      [value("a", "float32", "n", 3), value("b", "float32", "n", 3)],
      /none of its outputs a, b is "logits"/,
    ],
  ])("%s", async (_, inputs, outputs, message) => {
    expect(await openRefusal(FILES, declaring(inputs, outputs))).toMatch(message);
  });

  test("a graph that answers fewer texts than it was given, or with other numbers", async () => {
    const answering = (...dims: number[]): Backend => ({
      ...declaring(INPUTS, LOGITS),
      openGraph: async () => ({
        ...(await declaring(INPUTS, LOGITS).openGraph!(GRAPH, { threads: 1 })),
        run: async () => ({ dims, data: new Float32Array(dims.reduce((product, size) => product * size, 1)) }),
      }),
    });
    const pretrained = await readPretrained(await written(FILES), {});
    for (const dims of [[1, 3], [2, 4], [6]]) {
      const opened = await openTextClassifier(pretrained, answering(...dims), { threads: 1, labels: bert.labels });
      await expect(opened.answer(["sun", "rain"])).rejects.toThrow(
        `"logits" must be [texts, 3], and is [${dims.join(", ")}] for 2 texts`,
      );
    }
  });

  test("a backend without foreign graphs", async () => {
    expect(await openRefusal(FILES, javascript)).toMatch(
      /backend "javascript" runs pricewar's own graphs alone; serve .* on "onnx"/,
    );
  });
});
