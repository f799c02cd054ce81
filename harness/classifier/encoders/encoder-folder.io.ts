/** Model folders of a sentence encoder with a linear classifier behind it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RecordError } from "../../base/errors.ts";
import { writeFolder } from "../../base/folders.io.ts";
import { MODEL_FILES } from "../../contract/run-files.ts";
import type { Head } from "../linear/head.ts";
import { CELL_FOLDER, damaged, foreign, parsePartJson } from "../model-folder/part-json.ts";
import { buildLiteClassifier } from "./lite-graph.ts";
import { liteTokenizer, type TokenizeTexts } from "./lite-tokenizer.ts";
import { LITE } from "./lite-weights.ts";
import type { SentenceEncoder } from "./sentence-encoder.io.ts";
import type { Piece } from "./sentence-pieces.ts";

/** config.json: labels as transformers reads them, all else under `pricewar`. */
export interface EncoderConfig {
  readonly model_type: "pricewar-sentence-encoder";
  readonly id2label: Readonly<Record<string, string>>;
  readonly label2id: Readonly<Record<string, number>>;
  readonly pricewar: {
    readonly experiment: string;
    /** "encoder:PACKAGE" */
    readonly source: string;
    readonly encoder: Pick<SentenceEncoder, "package" | "version" | "hash" | "licence"> & {
      /** Pieces of a text that are read. */
      readonly maxPieces: number;
      readonly columns: number;
    };
    /** How strongly the head was held back: `C` of scikit-learn. */
    readonly head: { readonly strength: number; readonly steps: number; readonly isConverged: boolean };
    /** Where its pieces are. */
    readonly tokenizerFile: string;
    /** From which probability a text is given the label `positive`, if it is not one half. */
    readonly threshold?: { readonly positive: number; readonly from: number };
  };
}

export interface EncoderFolder {
  readonly modelOnnx: Uint8Array;
  readonly config: EncoderConfig;
  readonly labels: readonly string[];
  readonly tokenize: TokenizeTexts;
}

/** What a folder is made of. */
export interface EncoderClassifier {
  readonly encoder: SentenceEncoder;
  readonly head: Head;
  /** Names of the classes by index. */
  readonly labels: readonly string[];
}

/** Writes encoder and head as one model.onnx, with what opening it takes: the package need not be there any more. */
export async function writeEncoderFolder(
  folder: string,
  { encoder, head, labels }: EncoderClassifier,
  experiment: string,
): Promise<void> {
  const { package: name, version, hash, licence } = encoder;
  const config: EncoderConfig = {
    model_type: "pricewar-sentence-encoder",
    id2label: Object.fromEntries(labels.map((label, id) => [String(id), label])),
    label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    pricewar: {
      experiment,
      source: `encoder:${name}`,
      encoder: { package: name, version, hash, licence, maxPieces: LITE.maxPieces, columns: LITE.width },
      head: { strength: head.strength, steps: head.steps, isConverged: head.isConverged },
      tokenizerFile: MODEL_FILES.vocabulary,
    },
  };
  await writeFolder(folder, {
    [MODEL_FILES.model]: buildLiteClassifier(encoder.weights, head),
    [MODEL_FILES.config]: `${JSON.stringify(config, null, 2)}\n`,
    [MODEL_FILES.vocabulary]: JSON.stringify(encoder.pieces),
  });
}

/** Opens a folder that `writeEncoderFolder` wrote. @throws RecordError naming the file that is missing or damaged */
export async function readEncoderFolder(folder: string): Promise<EncoderFolder> {
  const configFile = join(folder, MODEL_FILES.config);
  const config = parsePartJson((await readPart(configFile)).toString(), configFile) as unknown as EncoderConfig;
  if (config?.model_type !== "pricewar-sentence-encoder" || config.pricewar?.encoder === undefined)
    throw foreign(configFile);
  const labels = labelsOf(config, configFile);
  // Not what config.json says: a path there might lead out of the folder.
  const piecesFile = join(folder, MODEL_FILES.vocabulary);
  const pieces = parsePartJson((await readPart(piecesFile)).toString(), piecesFile);
  if (!isPieces(pieces)) throw damaged(piecesFile, 'needed a list of pieces with their scores, such as ["▁the", -3.6]');
  const modelOnnx = await readPart(join(folder, MODEL_FILES.model));
  return { modelOnnx, config, labels, tokenize: tokenizerOf(pieces, piecesFile) };
}

function labelsOf({ id2label }: EncoderConfig, file: string): string[] {
  const labels = Object.keys(id2label ?? {}).map((_, id) => id2label[String(id)]);
  if (labels.length >= 2 && labels.every((label) => typeof label === "string")) return labels as string[];
  throw damaged(file, "id2label: needed two labels or more, with ids that count from 0");
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

async function readPart(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    throw new RecordError(`${file} is missing: ${CELL_FOLDER}`);
  });
}
