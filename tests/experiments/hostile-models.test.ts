/** Model folders that lie: each is refused with one sentence, and none is answered with. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openModel } from "../../experiments/open-model.io.ts";
import { PricewarError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { writeModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import { tiesOf } from "../../harness/classifier/model-folder/ties.ts";
import type { Float32Tensor, TrainedModel } from "../../harness/contract/index.ts";
import { randomModel } from "../fixtures/models.ts";

const SPEC = { vocabulary: 6, maxLength: 5, embedding: 2, hidden: [3], pooling: "all" as const, classes: 2 };
const MODEL: TrainedModel = {
  ...randomModel(SPEC, 1),
  labels: ["tech", "sports"],
  vocabulary: ["", "<OOV>", "the", "1961", "vote", "game"],
  applied: [],
};
const WIDER: TrainedModel = { ...randomModel({ ...SPEC, hidden: [4] }, 2), labels: MODEL.labels, applied: [] };
const RETRAINED: TrainedModel = { ...randomModel(SPEC, 2), labels: MODEL.labels, applied: [] };
const TEXTS = ["the vote", "a game of 1961"];

let place: string;
const folderOf = (name: string) => join(place, name);
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-hostile-"));
  await writeModelFolder(folderOf("sound"), MODEL, modelFormat, "abc123");
  await writeModelFolder(folderOf("wider"), { ...WIDER, vocabulary: MODEL.vocabulary }, modelFormat, "abc124");
  await writeModelFolder(folderOf("retrained"), { ...RETRAINED, vocabulary: MODEL.vocabulary }, modelFormat, "abc125");
  // A seal shows any change: whoever lies leaves it out, or seals the folder again.
  for (const name of ["sound", "wider", "retrained"]) await rm(join(folderOf(name), "SHA256SUMS"));
});
afterAll(() => rm(place, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: JSON that is damaged at will
type Config = any;
/** Changes a copy of the sound folder. */
type Damage = (folder: string) => Promise<unknown>;

const inConfig =
  (change: (config: Config) => unknown): Damage =>
  async (folder) => {
    const file = join(folder, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    const changed = change(config);
    await writeFile(file, JSON.stringify(changed === undefined ? config : changed));
  };
const inWords =
  (change: (vocab: Record<string, unknown>, tokenizer: Config) => unknown): Damage =>
  async (folder) => {
    const file = join(folder, "tokenizer.json");
    const tokenizer = JSON.parse(await readFile(file, "utf8"));
    change(tokenizer.model.vocab, tokenizer);
    await writeFile(file, JSON.stringify(tokenizer));
  };
const withFile =
  (name: string, content: string | Uint8Array): Damage =>
  (folder) =>
    writeFile(join(folder, name), content);
const fromOther =
  (other: string, name: string): Damage =>
  (folder) =>
    cp(join(folderOf(other), name), join(folder, name));
const cut =
  (name: string, share: number): Damage =>
  async (folder) => {
    const bytes = await readFile(join(folder, name));
    await writeFile(join(folder, name), bytes.subarray(0, Math.floor(bytes.length * share)));
  };
const asFolder =
  (name: string): Damage =>
  async (folder) => {
    await rm(join(folder, name));
    await mkdir(join(folder, name));
  };
/** Of an older version, which tied nothing together: what the files say of themselves must do. */
const untied =
  (...damages: Damage[]): Damage =>
  async (folder) => {
    await inConfig(({ pricewar }) => {
      pricewar.ties = undefined;
    })(folder);
    for (const damage of damages) await damage(folder);
  };
const swapLabels = (config: Config) => {
  config.id2label = { 0: "sports", 1: "tech" };
};

const KINDS: readonly (readonly [kind: string, damage: Damage, message: RegExp])[] = [
  ["no config.json", (folder) => rm(join(folder, "config.json")), /config\.json is missing/],
  ["config.json is a folder", asFolder("config.json"), /config\.json is damaged: cannot be read \(it is a folder\)/],
  ["config.json is no JSON", withFile("config.json", "{"), /config\.json is damaged: not JSON/],
  ["config.json is null", withFile("config.json", "null"), /config\.json was not written by pricewar/],
  ["config.json is a list", withFile("config.json", "[1]"), /config\.json was not written by pricewar/],
  ["settings that are null", inConfig(() => ({ pricewar: null })), /config\.json was not written by pricewar/],
  ["settings that are empty", inConfig(() => ({ pricewar: {} })), /config\.json is damaged: model_type: /],
  ["a label is missing", inConfig(({ id2label }) => void delete id2label[1]), /id2label: must have the ids 0 to 1/],
  ["labels swapped in one map", inConfig(swapLabels), /label2id: must place "sports" at 0 as id2label does, got 1/],
  [
    "labels swapped in both maps",
    inConfig((config) => {
      swapLabels(config);
      config.label2id = { sports: 0, tech: 1 };
    }),
    /config\.json is damaged: its labels are not those that the model was made with/,
  ],
  [
    "one label twice",
    inConfig(({ id2label }) => void Object.assign(id2label, { 1: "tech" })),
    /label2id: must place "tech" at 1/,
  ],
  [
    "a label too many",
    inConfig(({ label2id }) => void Object.assign(label2id, { arts: 2 })),
    /label2id: must have the labels of/,
  ],
  [
    "a label that is a number",
    inConfig(({ id2label }) => void Object.assign(id2label, { 0: 7 })),
    /id2label\.0: must be text/,
  ],
  [
    "a huge number of classes",
    inConfig(({ pricewar }) => void Object.assign(pricewar.model, { classes: 1e15 })),
    /classes/,
  ],
  [
    "a huge length of texts",
    inConfig(({ pricewar }) => void Object.assign(pricewar.model, { maxLength: 1e9 })),
    /of other sizes than/,
  ],
  [
    "a negative vocabulary",
    inConfig(({ pricewar }) => void Object.assign(pricewar.model, { vocabulary: -6 })),
    /rows for -6/,
  ],
  [
    "another way of pooling",
    inConfig(({ pricewar }) => void Object.assign(pricewar.model, { pooling: "words" })),
    /of other sizes than/,
  ],
  [
    "a segmenter that nobody knows",
    inConfig(({ pricewar }) => void Object.assign(pricewar.tokenizer, { segmenter: "x" })),
    /segmenter/,
  ],
  [
    "a tokenizer outside of the folder",
    inConfig(({ pricewar }) => void Object.assign(pricewar, { tokenizerFile: "../../tokenizer.json" })),
    /pricewar\.tokenizerFile: must be one of "tokenizer\.json", "vocabulary\.json"/,
  ],
  [
    "a tokenizer anywhere",
    inConfig(({ pricewar }) => void Object.assign(pricewar, { tokenizerFile: "/etc/passwd" })),
    /pricewar\.tokenizerFile: must be one of/,
  ],
  [
    "a source that nobody knows",
    inConfig(({ pricewar }) => void Object.assign(pricewar, { source: "../../evil" })),
    /evil/,
  ],
  ["a source that is a number", inConfig(({ pricewar }) => void Object.assign(pricewar, { source: 5 })), /5/],
  [
    "a threshold of a third label",
    inConfig(({ pricewar }) => void Object.assign(pricewar, { threshold: { positive: 2, from: 0.5 } })),
    /pricewar\.threshold\.positive: /,
  ],
  [
    "a tie to a file outside of the folder",
    inConfig(({ pricewar }) => void Object.assign(pricewar.ties.files, { "../../x": "0".repeat(64) })),
    /pricewar\.ties\.files/,
  ],
  ["no tokenizer.json", (folder) => rm(join(folder, "tokenizer.json")), /tokenizer\.json is missing/],
  ["half a tokenizer.json", cut("tokenizer.json", 0.5), /tokenizer\.json is damaged: not JSON/],
  ["no words", inWords((_, tokenizer) => void delete tokenizer.model), /tokenizer\.json is damaged: model: /],
  ["three words", inWords((vocab) => ["1961", "vote", "game"].map((word) => delete vocab[word])), /it is not the one/],
  [
    "two words swapped",
    inWords((vocab) => void Object.assign(vocab, { vote: vocab.game, game: vocab.vote })),
    /tokenizer\.json is damaged: it is not the one that .*config\.json was written with/,
  ],
  [
    "ids with a gap",
    inWords((vocab) => void Object.assign(vocab, { game: 9 })),
    /words with their ids, which count from 0/,
  ],
  [
    "a huge id",
    inWords((vocab) => void Object.assign(vocab, { game: 1e308 })),
    /words with their ids, which count from 0/,
  ],
  [
    "an id twice",
    inWords((vocab) => void Object.assign(vocab, { game: 4 })),
    /words with their ids, which count from 0/,
  ],
  ["another first word", inWords((vocab) => void Object.assign(vocab, { "<OOV>": 2, the: 1 })), /first two words/],
  [
    "more words than the model has rows, of an older version",
    untied(inWords((vocab) => void Object.assign(vocab, { more: 6 }))),
    /it holds 7 words, and the model has rows for 6/,
  ],
  ["no model.onnx", (folder) => rm(join(folder, "model.onnx")), /model\.onnx is missing/],
  ["an empty model.onnx", withFile("model.onnx", ""), /model\.onnx was not written by pricewar/],
  ["half a model.onnx", cut("model.onnx", 0.5), /model\.onnx/],
  ["a model.onnx of other bytes", withFile("model.onnx", Buffer.from("PK\u0003\u0004 zip")), /model\.onnx is damaged/],
  ["a model.onnx that is a folder", asFolder("model.onnx"), /model\.onnx is damaged: cannot be read/],
  ["a model of other sizes", fromOther("wider", "model.onnx"), /model\.onnx is damaged: it is a model of other sizes/],
  [
    "another model of the same sizes",
    fromOther("retrained", "model.onnx"),
    /model\.onnx is damaged: it is not the one/,
  ],
  [
    "a model of other sizes, of an older version",
    untied(fromOther("wider", "model.onnx")),
    /model\.onnx is damaged: it is a model of other sizes/,
  ],
];

test.each(KINDS)("%s", async (kind, damage, message) => {
  const folder = folderOf(`damaged ${kind.replaceAll(/\W/g, "-")}`);
  await cp(folderOf("sound"), folder, { recursive: true });
  await damage(folder);
  const refusal = await answersOf(folder).then(
    (answers) => `answered ${JSON.stringify(answers)}`,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(PricewarError);
  const { message: said } = refusal as PricewarError;
  expect(said).toMatch(message);
  expect(said).not.toContain("\n");
});

test("the sound folder answers, and so does one of an older version", async () => {
  const folder = folderOf("older");
  await cp(folderOf("sound"), folder, { recursive: true });
  await untied()(folder);
  const answers = await answersOf(folder);
  expect(answers.map(({ probabilities }) => probabilities.map(([label]) => label))).toEqual([
    ["tech", "sports"],
    ["tech", "sports"],
  ]);
  expect(answers).toEqual(await answersOf(folderOf("sound")));
});

test("weights that are no numbers give no answers", async () => {
  const folder = folderOf("broken weights");
  const weights = new Map(
    [...MODEL.weights].map(([name, stored]) => {
      const { data, ...rest } = stored as Float32Tensor;
      return [name, { ...rest, data: data.map(() => Number.NaN) }] as const;
    }),
  );
  await writeModelFolder(folder, { ...MODEL, weights }, modelFormat, "abc126");
  await expect(answersOf(folder)).rejects.toThrow("its model cannot answer (it gives a probability of NaN)");
});

test("ties are of the labels in their order, and of the bytes of files", () => {
  const ties = tiesOf(["a", "b"], { "x.txt": "abc" });
  expect(ties.files).toEqual({ "x.txt": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" });
  expect(tiesOf(["b", "a"], {}).labels).not.toBe(ties.labels);
});

async function answersOf(folder: string) {
  const model = await openModel(folder, { backend: "javascript", threads: 1 });
  try {
    return await model.answer(TEXTS);
  } finally {
    await model.close();
  }
}
