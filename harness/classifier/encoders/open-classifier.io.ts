import { BackendError, RecordError } from "../../base/errors.ts";
import type { Backend, GraphProof } from "../../contract/index.ts";
import { denseDesign } from "../linear/design.ts";
import type { LinearModel } from "../linear/logistic-regression.ts";
import { linearProbabilities } from "../linear/probabilities.ts";
import { PROBABILITIES } from "../model-file/serving-graph.ts";
import { type Embedder, openEmbedder } from "./embedder.ts";
import { type EncoderFacts, type EncoderFolder, readEncoderFolder } from "./encoder-folder.io.ts";
import { type FeatureCache, featuresOf } from "./features.io.ts";
import { readLiteHead } from "./lite-graph.ts";
import { liteFeeds, runLite } from "./lite-runners.ts";
import type { TokenizeTexts } from "./lite-tokenizer.ts";
import { LITE } from "./lite-weights.ts";
import { answerByLength, padded } from "./piece-batches.ts";
import { openSentenceEncoder, type SentenceEncoder } from "./sentence-encoder.io.ts";

/** A sentence encoder with a linear classifier behind it, on a runtime. */
export interface OpenedEncoderClassifier {
  readonly facts: EncoderFacts;
  /** What `answer` does first. */
  readonly tokenize: TokenizeTexts;
  /** Probabilities in host memory: [texts, 1], of the second label, for two classes, else [texts, classes]. */
  answer(texts: readonly string[]): Promise<Float32Array>;
  /** The same from the features that the cache has of these texts; new ones are added to it. Outside of timings. */
  answerKept(texts: readonly string[], cache: FeatureCache): Promise<KeptAnswers>;
  /** Answers texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

export interface KeptAnswers {
  readonly outputs: Float32Array;
  /** What answering takes where nothing is kept. */
  readonly wallMs: number;
}

/**
 * Opens a folder with the files of `encoderFiles`: its model.onnx or, on TF.js, the package's own graph with the folder's head.
 * @throws RecordError on a damaged folder, or on TF.js where another version of the package is installed; BackendError on a backend that
 * runs neither
 */
export async function openEncoderClassifier(
  path: string,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const folder = await readEncoderFolder(path);
  const { openGraph } = backend;
  if (openGraph !== undefined) return openGraphOf(folder, { ...backend, openGraph }, threads);
  if (backend.openTfjsGraph !== undefined) return openPackageOf(folder, backend, threads);
  throw new BackendError(backend.name, "it runs no sentence encoders; use onnx or wasm");
}

async function openGraphOf(
  folder: EncoderFolder,
  backend: Backend & Required<Pick<Backend, "openGraph">>,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const { facts, tokenize, modelOnnx } = folder;
  const session = await backend.openGraph(modelOnnx, { threads });
  const outputs = outputsOf(facts);
  const width = session.outputs.find(({ name }) => name === PROBABILITIES)?.dims[1];
  if (width !== outputs) {
    await session.close();
    throw new RecordError(
      `model.onnx: needed ${outputs} probabilities a text of ${facts.classes} classes, it has ${width}`,
    );
  }
  const run = runLite(session, PROBABILITIES);
  let embedder: Embedder | null = null;
  const embed = async (texts: readonly string[]) => {
    embedder ??= await openEmbedder(await encoderOf(facts), backend, threads);
    return embedder.embed(texts);
  };
  return {
    facts,
    tokenize,
    answer: (texts) => answerByLength(tokenize(texts), outputs, run),
    answerKept: (texts, cache) => keptAnswers(folder, embed, texts, cache),
    prove: (texts) => session.prove(liteFeeds(padded(tokenize(texts)))),
    close: async () => {
      await session.close();
      await embedder?.close();
    },
  };
}

async function openPackageOf(
  folder: EncoderFolder,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const { facts, tokenize } = folder;
  const head = headOf(folder);
  const embedder = await openEmbedder(await encoderOf(facts), backend, threads);
  return {
    facts,
    tokenize,
    answer: async (texts) => probabilitiesOf(head, await embedder.embed(texts)),
    answerKept: (texts, cache) => keptAnswers(folder, embedder.embed, texts, cache),
    prove: embedder.prove,
    close: embedder.close,
  };
}

async function keptAnswers(
  folder: EncoderFolder,
  embed: Embedder["embed"],
  texts: readonly string[],
  cache: FeatureCache,
): Promise<KeptAnswers> {
  const source = { hash: folder.facts.hash, columns: LITE.width, embed };
  const { values, encodeWallMs } = await featuresOf(texts, source, cache);
  const startMs = cache.nowMs();
  const outputs = probabilitiesOf(headOf(folder), values);
  return { outputs, wallMs: encodeWallMs + cache.nowMs() - startMs };
}

/** @param features [texts, columns] */
function probabilitiesOf(head: LinearModel, features: Float32Array): Float32Array {
  const rows = features.length / LITE.width;
  return linearProbabilities(head, denseDesign(features, LITE.width, [...Array(rows).keys()]));
}

function headOf({ facts, modelOnnx }: EncoderFolder): LinearModel {
  const head = readLiteHead(modelOnnx);
  if (head.outputs === outputsOf(facts)) return head;
  throw new RecordError(`model.onnx is no model of ${facts.classes} classes`);
}

/** The encoder that a model was trained on. */
async function encoderOf({ package: name, hash }: EncoderFacts): Promise<SentenceEncoder> {
  const encoder = await openSentenceEncoder(name);
  if (encoder.hash === hash) return encoder;
  throw new RecordError(`the model was trained on ${name} with the hash ${hash}, here is ${encoder.hash}: use onnx`);
}

function outputsOf({ classes }: EncoderFacts): number {
  return classes === 2 ? 1 : classes;
}
