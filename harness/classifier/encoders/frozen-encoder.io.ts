import { resolve } from "node:path";
import type { Backend } from "../../contract/index.ts";
import type { Head } from "../linear/head.ts";
import { pretrainedPlace } from "../pretrained/pretrained-place.ts";
import { type Embedder, openEmbedder } from "./embedder.ts";
import { encoderFiles } from "./encoder-folder.io.ts";
import { folderClassifierFiles } from "./folder/folder-classifier.io.ts";
import { openFolderEmbedder, readFolderEncoder } from "./folder/folder-encoder.io.ts";
import { liteParameters } from "./lite-weights.ts";
import { isEncoderPackage } from "./packages.ts";
import { openSentenceEncoder } from "./sentence-encoder.io.ts";

/** What turns texts into features and learns nothing more, of a package or in a folder. */
export interface FrozenEncoder {
  /** Numbers that were fitted. */
  readonly parameters: number;
  /** @throws BackendError or ConfigError on a backend that does not run it */
  open(backend: Backend, threads: number): Promise<Embedder>;
  /** The files of a model that is this encoder with a linear classifier behind it. */
  filesWith(head: Head): Record<string, string | Uint8Array>;
}

/**
 * Opens what follows "encoder:" in `model.source`: a package that we know, or else the path of a folder or of one of its graphs.
 * @throws BackendUnavailable on a package that is not installed, RecordError on another version of it; ConfigError on a folder that is no encoder
 */
export async function openFrozenEncoder(argument: string): Promise<FrozenEncoder> {
  if (isEncoderPackage(argument)) {
    const encoder = await openSentenceEncoder(argument);
    return {
      parameters: liteParameters(encoder.weights),
      open: (backend, threads) => openEmbedder(encoder, backend, threads),
      filesWith: (head) => encoderFiles(encoder, head),
    };
  }
  const { folder, graphName } = pretrainedPlace(resolve(argument));
  const encoder = await readFolderEncoder(folder, graphName);
  return {
    parameters: encoder.pretrained.parameters,
    open: (backend, threads) => openFolderEmbedder(encoder, backend, threads),
    filesWith: (head) => folderClassifierFiles(encoder, head),
  };
}
