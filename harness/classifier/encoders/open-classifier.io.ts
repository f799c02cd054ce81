import { BackendError, RecordError } from "../../base/errors.ts";
import type { Backend } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import { PROBABILITIES } from "../model-file/serving-graph.ts";
import { openEmbedder } from "./embedder.ts";
import { classifierBehind, type OpenedEncoderClassifier } from "./encoder-classifier.ts";
import { readFacts } from "./encoder-facts.io.ts";
import { type EncoderFolder, readEncoderFolder } from "./encoder-folder.io.ts";
import { readLiteHead } from "./lite-graph.ts";
import { liteFeeds, runLite } from "./lite-runners.ts";
import { answerByLength, firstBatch } from "./piece-batches.ts";
import { openSentenceEncoder } from "./sentence-encoder.io.ts";

/**
 * Opens a folder with the files of `FrozenEncoder.filesWith`: its graph or, on TF.js, that of the encoder's package with the folder's head.
 * @throws RecordError on a damaged folder, or on TF.js where another version of the package is installed; BackendError on a backend that
 * runs neither
 */
export async function openEncoderClassifier(
  path: string,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const facts = await readFacts(path);
  if ("folder" in facts) {
    // Tokenizers of all kinds, which a process that serves a package's encoder has no use for.
    const { openFolderClassifier } = await import("./folder/folder-classifier.io.ts");
    return openFolderClassifier(path, facts, backend, threads);
  }
  const folder = await readEncoderFolder(path, facts);
  if (backend.openGraph !== undefined) return openGraphOf(folder, backend.openGraph, threads);
  if (backend.openTfjsGraph !== undefined) return openPackageOf(folder, backend, threads);
  throw new BackendError(backend.name, "it runs no sentence encoders; use onnx or wasm");
}

async function openGraphOf(
  folder: EncoderFolder,
  openGraph: NonNullable<Backend["openGraph"]>,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const { facts, tokenize, modelOnnx } = folder;
  const session = await openGraph(modelOnnx, { threads });
  const outputs = outputCountOf(facts.classes);
  const width = session.outputs.find(({ name }) => name === PROBABILITIES)?.dims[1];
  if (width !== outputs) {
    await session.close();
    throw new RecordError(
      `model.onnx: needed ${outputs} probabilities a text of ${facts.classes} classes, it has ${width}`,
    );
  }
  const run = runLite(session, PROBABILITIES);
  return {
    facts,
    tokenize,
    answer: (texts) => answerByLength(tokenize(texts), outputs, run),
    prove: (texts) => session.prove(liteFeeds(firstBatch(tokenize(texts)))),
    close: () => session.close(),
  };
}

async function openPackageOf(
  folder: EncoderFolder,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const { facts, modelOnnx } = folder;
  const { package: name, hash } = facts;
  const encoder = await openSentenceEncoder(name);
  if (encoder.hash !== hash) {
    throw new RecordError(`the model was trained on ${name} with the hash ${hash}, here is ${encoder.hash}: use onnx`);
  }
  const head = readLiteHead(modelOnnx);
  if (head.outputs !== outputCountOf(facts.classes))
    throw new RecordError(`model.onnx is no model of ${facts.classes} classes`);
  return classifierBehind(await openEmbedder(encoder, backend, threads), head, facts);
}
