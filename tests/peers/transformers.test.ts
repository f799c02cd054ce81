import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { type Browser, chromium, type Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../backends/registry.ts";
import { openDataset } from "../../data/registry.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { readModelFolder, writeModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import { createWordCounter } from "../../harness/classifier/text/vocabulary.ts";
import type { ModelSpec, TokenizerSpec, TrainedModel } from "../../harness/contract/index.ts";
import { textsOf } from "../fixtures/laws.ts";
import { REFERENCE_SPEC, randomModel } from "../fixtures/models.ts";
import { finishedAs } from "../fixtures/techniques.ts";
import { findChromium } from "../reports/chromium.ts";

const python = process.env.PEERS_PYTHON;
const installed = process.env.PEERS_NPM;
const hasPython =
  python !== undefined && spawnSync(python, ["-c", "import numpy, onnxruntime, transformers"]).status === 0;
const hasNode = installed !== undefined && resolves(installed);
const chromiumPath = findChromium();

function resolves(parent: string): boolean {
  try {
    createRequire(join(resolve(parent), "from-here.js")).resolve("@huggingface/transformers");
    return true;
  } catch {
    return false;
  }
}

const NAMED = [
  "",
  "  ",
  "a\rb a\u00a0b",
  "Ünïcode STRASSE ẞ",
  "<OOV> <pad> [UNK] </s> don't (stop)",
  "新闻 科技",
  "x ".repeat(700),
];
// Letters whose small form depends on their neighbours or is longer, marks, other spaces, and what a pattern could misread.
const PIECES = "Σ ς Α İ ß ẞ ' ’ . · : \u0301 \u0345 ʰ ª Ⅷ ǅ ﬁ 가 ก็ 新 😀 𐐀 Ꭰ Ა _ ^ ] [ \\ - $& { a B <pad> <OOV>".split(
  " ",
);
const HOSTILE = [
  ...fc.sample(textsOf([...PIECES, " ", " ", "\t", "\n", "\r", "\u00a0", "\u200d", "\u0000", "\ufeff", "\u2028"], 14), {
    numRuns: 60,
    seed: 1,
  }),
  ...fc.sample(fc.string({ unit: "binary", maxLength: 12 }), { numRuns: 40, seed: 1 }),
];

/** Every second text is longer than the reference model reads. */
async function newsTexts(count: number): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of (await openDataset("brown-press", { baseFolder: "." })).rows("test")) {
    if (texts.length === count) return texts;
    texts.push(texts.length % 2 === 0 ? text : `${text} ${text} ${text} ${text}`);
  }
  throw new Error(`brown-press has fewer than ${count} test rows`);
}

let parent: string;
let texts: string[];
let words: string[];
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "pricewar-transformers-"));
  texts = [...NAMED, ...HOSTILE, ...(await newsTexts(200 - NAMED.length - HOSTILE.length))];
  const counter = createWordCounter("words");
  // Words of the other texts are unknown.
  for (const text of texts.filter((_, row) => row % 3 !== 0)) counter.add(text);
  words = counter.vocabulary(REFERENCE_SPEC.vocabulary);
  await writeFile(join(parent, "texts.json"), JSON.stringify(texts));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

interface Case {
  readonly spec?: Partial<ModelSpec>;
  readonly tokenizer?: Partial<TokenizerSpec>;
  readonly quantization?: string;
}

const CASES: readonly (readonly [string, Case])[] = [
  ["the reference model", {}],
  ["four classes, the mean over the words", { spec: { classes: 4, pooling: "words" } }],
  [
    "the start of 40 words, unknown ones left out",
    { spec: { maxLength: 40, keep: "start" }, tokenizer: { unknownWords: "padding" } },
  ],
  ["int8-rows", { quantization: "int8-rows" }],
  ["int4-blocks", { quantization: "int4-blocks" }],
];

interface Exported {
  readonly folder: string;
  readonly spec: ModelSpec;
  /** Padded and cut, by text. */
  readonly ids: readonly (readonly number[])[];
  /** As `pricewar predict` gives them: by label, by text. */
  readonly answers: readonly Readonly<Record<string, number>>[];
}

async function exported({ spec, tokenizer, quantization }: Case): Promise<Exported> {
  const whole = { ...REFERENCE_SPEC, ...spec };
  const random = randomModel(whole);
  const plain: TrainedModel = { ...random, vocabulary: words, tokenizer: { ...random.tokenizer, ...tokenizer } };
  const model = await finishedAs(quantization === undefined ? null : { name: quantization }, plain);
  const folder = join(parent, "model");
  await writeModelFolder(folder, model, modelFormat, "test");
  const { encoder, labels, modelOnnx } = await readModelFolder(folder);
  const session = await (await backends.load("onnx")).open(modelOnnx, { threads: 1 });
  const outputs = await session.predict(encoder.encode(texts));
  await session.close();
  const answers = texts.map((_, row) => {
    const own =
      labels.length === 2
        ? [1 - outputs[row]!, outputs[row]!]
        : [...outputs.subarray(row * labels.length, (row + 1) * labels.length)];
    return Object.fromEntries(labels.map((label, index) => [label, own[index]!]));
  });
  const padding = createTextEncoder({ ...model.tokenizer, ...whole, vocabulary: words, bigrams: null });
  return { folder, spec: whole, ids: texts.map((text) => [...padding.encodePadded(text)].map(Number)), answers };
}

function outputOf(program: string, args: readonly string[]): unknown {
  return JSON.parse(
    execFileSync(program, args, { encoding: "utf8", maxBuffer: 1e8, stdio: ["ignore", "pipe", "inherit"] }),
  );
}

function expectSame(given: readonly Readonly<Record<string, number>>[], wanted: Exported["answers"]): void {
  expect(given).toHaveLength(wanted.length);
  given.forEach((answer, row) => {
    expect(Object.keys(answer).sort()).toEqual(Object.keys(wanted[row]!).sort());
    for (const [label, probability] of Object.entries(answer)) {
      expect(Math.abs(probability - wanted[row]![label]!), `${label} of ${texts[row]!.slice(0, 40)}`).toBeLessThan(
        1e-5,
      );
    }
  });
}

/** As a model reads them that reads so many. */
function cutAndPadded(ids: readonly number[], { maxLength, keep }: ModelSpec): number[] {
  const kept = keep === "start" ? ids.slice(0, maxLength) : ids.slice(-maxLength);
  return [...new Array<number>(maxLength - kept.length).fill(0), ...kept];
}

// PEERS_NPM is a folder in which npm installed @huggingface/transformers; without it these tests are skipped.
describe.skipIf(!hasNode)("an exported folder, opened by @huggingface/transformers (PEERS_NPM)", () => {
  test.each(CASES)("%s: ids and the pipeline's answers are ours", async (_, given) => {
    const { folder, spec, ids, answers } = await exported(given);
    const script = join(import.meta.dirname, "classify-texts.mjs");
    const peer = outputOf(process.execPath, [script, installed!, folder, join(parent, "texts.json")]) as {
      ids: number[][];
      together: Record<string, number>[];
      alone: Record<string, number>[];
    };
    peer.ids.forEach((own, row) => {
      expect(cutAndPadded(own, spec), texts[row]!.slice(0, 40)).toEqual(ids[row]);
    });
    expectSame(peer.together, answers);
    expectSame(peer.alone, answers);
  });
});

describe.skipIf(!hasNode || chromiumPath === null)(
  "an exported folder, opened by @huggingface/transformers in Chromium (PEERS_NPM)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox", "--disable-gpu"] });
    });
    afterAll(() => browser.close());

    test.each(CASES)("%s: the pipeline's answers are ours, where it is given no dtype", async (_, given) => {
      const { folder, answers } = await exported(given);
      const page = await browser.newPage();
      await page.route(`${SITE}**`, (route) => answerFrom(route, folder));
      await page.goto(SITE);
      const together = await page.evaluate<{ label: string; score: number }[][]>(classifyInPage(texts));
      await page.close();
      expectSame(
        together.map((answer) => Object.fromEntries(answer.map(({ label, score }) => [label, score]))),
        answers,
      );
    });
  },
);

/** Answered from files: nothing is listening there. */
const SITE = "http://localhost/";

/** The folder below models/own/, what npm installed below node_modules/, and a page to run scripts in. */
function answerFrom(route: Route, folder: string): Promise<void> {
  const path = decodeURIComponent(new URL(route.request().url()).pathname);
  if (path === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Page</title>" });
  const file = path.startsWith("/models/own/")
    ? join(folder, path.slice("/models/own/".length))
    : join(resolve(installed!), path);
  return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
}

/** As a page with the package would, whose program is built by nobody: a script, since this file is compiled for Node. */
function classifyInPage(all: readonly string[]): string {
  return `(async () => {
    const { env, pipeline } = await import("/node_modules/@huggingface/transformers/dist/transformers.min.js");
    Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: "/models/", useBrowserCache: false });
    env.backends.onnx.wasm.wasmPaths = "/node_modules/onnxruntime-web/dist/";
    const classify = await pipeline("text-classification", "own");
    return classify(${JSON.stringify(all)}, { top_k: null });
  })()`;
}

// PEERS_PYTHON is a Python with transformers and onnxruntime; without them these tests are skipped.
describe.skipIf(!hasPython)("an exported folder, opened by Python's transformers (PEERS_PYTHON)", () => {
  test.each(CASES)("%s: ids of AutoTokenizer and answers of onnx/model_quantized.onnx are ours", async (_, given) => {
    const { folder, ids, answers } = await exported(given);
    const script = join(import.meta.dirname, "classify_texts.py");
    const peer = outputOf(python!, [script, folder, join(parent, "texts.json")]) as {
      ids: number[][];
      probabilities: number[][];
    };
    peer.ids.forEach((own, row) => {
      expect(own, texts[row]!.slice(0, 40)).toEqual(ids[row]);
    });
    const labels = Object.keys(answers[0]!);
    expectSame(
      peer.probabilities.map((row) => Object.fromEntries(labels.map((label, index) => [label, row[index]!]))),
      answers,
    );
  });
});
