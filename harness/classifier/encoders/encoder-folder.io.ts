/** Files of a model that is a sentence encoder with a linear classifier behind it. */
import { join } from "node:path";
import { MODEL_FILES } from "../../contract/run-files.ts";
import type { Head } from "../linear/head.ts";
import { readPart, readPartBytes } from "../model-folder/part-file.io.ts";
import { damaged, parsePartJson } from "../model-folder/part-json.ts";
import { buildLiteClassifier } from "./lite-graph.ts";
import { liteTokenizer, type TokenizeTexts } from "./lite-tokenizer.ts";
import type { SentenceEncoder } from "./sentence-encoder.io.ts";
import type { Piece } from "./sentence-pieces.ts";

/** What encoder.json says. */
export interface EncoderFacts extends Pick<SentenceEncoder, "package" | "version" | "hash" | "licence"> {
  readonly classes: number;
  /** How strongly the head was held back (`C` of scikit-learn), and how its search ended. */
  readonly head: Pick<Head, "strength" | "steps" | "isConverged">;
}

export interface EncoderFolder {
  readonly facts: EncoderFacts;
  readonly modelOnnx: Uint8Array;
  readonly tokenize: TokenizeTexts;
}

const ENCODER_FILE = "encoder.json";

/** Encoder and head as one model.onnx, with what opening it takes: on ONNX Runtime, the package need not be there any more. */
export function encoderFiles(encoder: SentenceEncoder, head: Head): Record<string, string | Uint8Array> {
  const { package: name, version, hash, licence, pieces, weights } = encoder;
  const { classes, strength, steps, isConverged } = head;
  const facts: EncoderFacts = {
    package: name,
    version,
    hash,
    licence,
    classes,
    head: { strength, steps, isConverged },
  };
  return {
    [MODEL_FILES.model]: buildLiteClassifier(weights, head),
    [MODEL_FILES.vocabulary]: JSON.stringify(pieces),
    [ENCODER_FILE]: `${JSON.stringify(facts, null, 2)}\n`,
  };
}

/** Reads the files of `encoderFiles` in a folder. @throws RecordError naming the one that is missing or damaged */
export async function readEncoderFolder(folder: string): Promise<EncoderFolder> {
  const [factsFile, piecesFile] = [join(folder, ENCODER_FILE), join(folder, MODEL_FILES.vocabulary)];
  const facts: unknown = parsePartJson(await readPart(folder, ENCODER_FILE), factsFile);
  if (!isFacts(facts)) throw damaged(factsFile, "needed the encoder's package and hash, and two classes or more");
  const pieces: unknown = parsePartJson(await readPart(folder, MODEL_FILES.vocabulary), piecesFile);
  if (!isPieces(pieces)) throw damaged(piecesFile, 'needed a list of pieces with their scores, such as ["▁the", -3.6]');
  const modelOnnx = await readPartBytes(folder, MODEL_FILES.model);
  return { facts, modelOnnx, tokenize: tokenizerOf(pieces, piecesFile) };
}

function isFacts(value: unknown): value is EncoderFacts {
  const { package: name, hash, classes } = (value ?? {}) as Partial<EncoderFacts>;
  return typeof name === "string" && typeof hash === "string" && Number.isInteger(classes) && classes! >= 2;
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
