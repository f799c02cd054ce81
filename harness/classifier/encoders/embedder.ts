import { BackendError } from "../../base/errors.ts";
import type { Backend, GraphProof } from "../../contract/index.ts";
import { buildLiteGraph, EMBEDDINGS } from "./lite-graph.ts";
import { liteFeeds, runLite, runTfjsLite, tfjsLiteFeeds } from "./lite-runners.ts";
import { LITE } from "./lite-weights.ts";
import { answerByLength, firstBatch, type PieceBatch } from "./piece-batches.ts";
import type { SentenceEncoder } from "./sentence-encoder.io.ts";

/** A sentence encoder on a runtime. */
export interface Embedder {
  /** Numbers a text. */
  readonly columns: number;
  /** [texts, columns] */
  embed(texts: readonly string[]): Promise<Float32Array>;
  /** What `embed` does first. */
  tokenize(texts: readonly string[]): unknown;
  /** Embeds the first batch of some texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens an encoder as the ONNX graph that we write of it, or on TF.js as the package's own graph.
 * @throws BackendError on a backend that runs neither
 */
export async function openEmbedder(encoder: SentenceEncoder, backend: Backend, threads: number): Promise<Embedder> {
  const { session, run, feeds } = await openOn(encoder, backend, threads);
  return {
    columns: LITE.width,
    embed: (texts) => answerByLength(encoder.tokenize(texts), LITE.width, run),
    tokenize: encoder.tokenize,
    prove: (texts) => session.prove(feeds(firstBatch(encoder.tokenize(texts)))),
    close: () => session.close(),
  };
}

async function openOn(encoder: SentenceEncoder, { name, openGraph, openTfjsGraph }: Backend, threads: number) {
  if (openGraph !== undefined) {
    const session = await openGraph(buildLiteGraph(encoder.weights), { threads });
    return { session, run: runLite(session, EMBEDDINGS), feeds: (batch: PieceBatch) => liteFeeds(batch) };
  }
  if (openTfjsGraph !== undefined) {
    const session = await openTfjsGraph(encoder.graph, { threads });
    return { session, run: runTfjsLite(session), feeds: (batch: PieceBatch) => tfjsLiteFeeds(batch) };
  }
  throw new BackendError(name, `it runs no graphs of others, such as ${encoder.package}; use onnx or wasm`);
}
