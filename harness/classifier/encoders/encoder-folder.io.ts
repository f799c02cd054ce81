/** Files of a model that is the sentence encoder of a package with a linear classifier behind it. */
import { join } from "node:path";
import { MODEL_FILES } from "../../contract/run-files.ts";
import type { Head } from "../linear/head.ts";
import { readPart, readPartBytes } from "../model-folder/part-file.io.ts";
import { damaged, parsePartJson } from "../model-folder/part-json.ts";
import { factsFile, type PackageFacts } from "./encoder-facts.io.ts";
import { buildLiteClassifier } from "./lite-graph.ts";
import { liteTokenizer, type TokenizeTexts } from "./lite-tokenizer.ts";
import type { SentenceEncoder } from "./sentence-encoder.io.ts";
import type { Piece } from "./sentence-pieces.ts";

export interface EncoderFolder {
  readonly facts: PackageFacts;
  readonly modelOnnx: Uint8Array;
  readonly tokenize: TokenizeTexts;
}

/** Encoder and head as one model.onnx, with what opening it takes: on ONNX Runtime, the package need not be there any more. */
export function encoderFiles(encoder: SentenceEncoder, head: Head): Record<string, string | Uint8Array> {
  const { package: name, version, hash, licence, pieces, weights } = encoder;
  return {
    [MODEL_FILES.model]: buildLiteClassifier(weights, head),
    [MODEL_FILES.vocabulary]: JSON.stringify(pieces),
    ...factsFile({ package: name, version, hash, licence }, head),
  };
}

/** Reads the other files of `encoderFiles` in a folder. @throws RecordError naming the one that is missing or damaged */
export async function readEncoderFolder(folder: string, facts: PackageFacts): Promise<EncoderFolder> {
  const piecesFile = join(folder, MODEL_FILES.vocabulary);
  const pieces: unknown = parsePartJson(await readPart(folder, MODEL_FILES.vocabulary), piecesFile);
  if (!isPieces(pieces)) throw damaged(piecesFile, 'needed a list of pieces with their scores, such as ["▁the", -3.6]');
  const modelOnnx = await readPartBytes(folder, MODEL_FILES.model);
  return { facts, modelOnnx, tokenize: tokenizerOf(pieces, piecesFile) };
}

function isPieces(value: unknown): value is Piece[] {
  const isPiece = (one: unknown) =>
    Array.isArray(one) && one.length === 2 && typeof one[0] === "string" && typeof one[1] === "number";
  return Array.isArray(value) && value.every(isPiece);
}

function tokenizerOf(pieces: readonly Piece[], file: string): TokenizeTexts {
  try {
    return liteTokenizer(pieces);
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(file, cause.message, cause);
    throw cause;
  }
}
