import { BackendError, RecordError } from "../../base/errors.ts";
import type { Backend, GraphProof } from "../../contract/index.ts";
import { denseDesign } from "../linear/design.ts";
import { linearProbabilities } from "../linear/probabilities.ts";
import { PROBABILITIES } from "../model-file/serving-graph.ts";
import { openEmbedder } from "./embedder.ts";
import { type EncoderFolder, readEncoderFolder } from "./encoder-folder.io.ts";
import { readLiteHead } from "./lite-graph.ts";
import { liteFeeds, runLite } from "./lite-runners.ts";
import { answerByLength, padded } from "./piece-batches.ts";
import { openSentenceEncoder } from "./sentence-encoder.io.ts";

/** A sentence encoder with a linear classifier behind it, on a runtime. */
export interface OpenedEncoderClassifier {
  readonly folder: EncoderFolder;
  /** Probabilities in host memory: [texts, 1], of the second label, for two classes, else [texts, classes]. */
  answer(texts: readonly string[]): Promise<Float32Array>;
  /** Answers texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a folder that `writeEncoderFolder` wrote: its model.onnx or, on TF.js, the package's own graph with the folder's head.
 * @throws RecordError on a damaged folder, or on TF.js where another version of the package is installed; BackendError on a backend that
 * runs neither
 */
export async function openEncoderClassifier(
  path: string,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const folder = await readEncoderFolder(path);
  if (backend.openGraph !== undefined) return openGraphOf(folder, backend.openGraph, threads);
  if (backend.openTfjsGraph !== undefined) return openPackageOf(folder, backend, threads);
  throw new BackendError(backend.name, "it runs no sentence encoders; use onnx or wasm");
}

async function openGraphOf(
  folder: EncoderFolder,
  openGraph: NonNullable<Backend["openGraph"]>,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const session = await openGraph(folder.modelOnnx, { threads });
  const outputs = folder.labels.length === 2 ? 1 : folder.labels.length;
  const run = runLite(session, PROBABILITIES);
  return {
    folder,
    answer: (texts) => answerByLength(folder.tokenize(texts), outputs, run),
    prove: (texts) => session.prove(liteFeeds(padded(folder.tokenize(texts)))),
    close: () => session.close(),
  };
}

async function openPackageOf(
  folder: EncoderFolder,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const { package: name, hash } = folder.config.pricewar.encoder;
  const encoder = await openSentenceEncoder(name);
  if (encoder.hash !== hash) {
    throw new RecordError(`the model was trained on ${name} with the hash ${hash}, here is ${encoder.hash}: use onnx`);
  }
  const head = readLiteHead(folder.modelOnnx);
  const embedder = await openEmbedder(encoder, backend, threads);
  return {
    folder,
    answer: async (texts) => {
      const features = await embedder.embed(texts);
      return linearProbabilities(head, denseDesign(features, embedder.columns, [...texts.keys()]));
    },
    prove: embedder.prove,
    close: embedder.close,
  };
}
