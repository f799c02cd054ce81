import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { TensorProto_DataType as DataType, type GraphProto, ModelProtoSchema } from "onnx-buf";
import type * as z from "zod";
import { BYTES_PER_MIB } from "../../base/conversions.ts";
import { ConfigError } from "../../base/errors.ts";
import { type ClosedFolder, openClosedFolder } from "./closed-folder.io.ts";
import { type GraphFile, readGraphFile } from "./graph/graph-file.io.ts";
import { type GraphQuantization, quantizeGraph } from "./quantizations/quantize-graph.ts";
import { type FolderSettings, modelSettings, tokenizerSettings } from "./settings.ts";
import { tokenizerFile } from "./tokenizer/tokenizer-file.ts";
import { readJson, unusable } from "./unusable.ts";

/** The largest tokenizer.json that people publish has 30 MB. */
const MOST_JSON_BYTES = 256 * BYTES_PER_MIB;
const MOST_README_BYTES = BYTES_PER_MIB;
/** What a tokenizer_config.json that is missing would say. */
const ABSENT = "{}";

/** What a quantization did to a folder's graph. */
export interface GraphChange {
  readonly quantization: string;
  /** Weights that are stored otherwise. */
  readonly matrices: number;
  /** Of the files before, and of the one file after. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** A text model as Hugging Face lays it out, read and checked. */
export interface Pretrained {
  /** The folder as given. */
  readonly path: string;
  /** The graph's name in it. */
  readonly graphName: string;
  /** The graph with all weights inside, as a runtime opens it. */
  readonly bytes: Uint8Array;
  /** The graph before any quantization. */
  readonly graph: GraphProto;
  readonly settings: FolderSettings;
  /** What the quantization did; null without one. */
  readonly change: GraphChange | null;
  /** Names of the files that were read, for a hash of the content. */
  readonly sources: readonly string[];
  /** The files of a folder that holds the same: the graph with all weights inside and as it is stored now, the others as they were. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Numbers that were fitted: those of its floating-point weights before any quantization. */
  readonly parameters: number;
  /** SPDX, as the head of README.md says; null where it does not. */
  readonly licence: string | null;
}

export interface PretrainedOptions {
  /** Which graph of the folder, such as "onnx/model_quantized.onnx"; model.onnx or onnx/model.onnx by default. */
  readonly graphName?: string | undefined;
  readonly quantization?: GraphQuantization | undefined;
}

/**
 * Reads a folder and nothing outside of it: the graph with its weights, tokenizer.json, config.json and, where there is one,
 * tokenizer_config.json.
 * @throws ConfigError if a file is missing, damaged, too large or not as the others say
 */
export async function readPretrained(
  path: string,
  { graphName, quantization }: PretrainedOptions,
): Promise<Pretrained> {
  const folder = await openClosedFolder(path);
  const texts = {
    "config.json": await readText(folder, "config.json"),
    "tokenizer_config.json": await readText(folder, "tokenizer_config.json", ABSENT),
    "tokenizer.json": await readText(folder, "tokenizer.json"),
  };
  const parsed = <S extends z.ZodType>(name: keyof typeof texts, schema: S) =>
    readJson(texts[name], join(path, name), schema);
  const settings: FolderSettings = {
    model: parsed("config.json", modelSettings),
    tokenizer: parsed("tokenizer_config.json", tokenizerSettings),
    tokenizerFile: parsed("tokenizer.json", tokenizerFile),
  };
  const file = await readGraphFile(folder, graphName);
  const { bytes, change } = storedAs(file, quantization, path);
  return {
    path,
    graphName: file.name,
    bytes,
    graph: file.model.graph!,
    settings,
    change,
    sources: [...Object.keys(texts).filter((name) => texts[name as keyof typeof texts] !== ABSENT), ...file.sources],
    files: { "model.onnx": bytes, ...texts },
    parameters: parametersOf(file.model.graph!),
    licence: licenceOf((await folder.read("README.md", MOST_README_BYTES))?.toString("utf8") ?? ""),
  };
}

async function readText(folder: ClosedFolder, name: string, ifMissing?: string): Promise<string> {
  const text = (await folder.read(name, MOST_JSON_BYTES))?.toString("utf8") ?? ifMissing;
  if (text !== undefined) return text;
  const needed = "a folder needs model.onnx, tokenizer.json and config.json, as optimum-cli writes them";
  throw unusable(folder.path, `${name} is missing; ${needed}`);
}

const FLOATS: readonly number[] = [DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE];

/** Single numbers are constants of the arithmetic, such as the root of a width. */
function parametersOf({ initializer }: GraphProto): number {
  return initializer
    .filter(({ dataType, dims }) => FLOATS.includes(dataType) && dims.length > 0)
    .reduce((sum, { dims }) => sum + Number(dims.reduce((product, size) => product * size, 1n)), 0);
}

/** The licence in the head of a model card: lines of YAML between two lines of ---. */
function licenceOf(card: string): string | null {
  const head = /^---\r?\n(.*?)\r?\n---/s.exec(card)?.[1] ?? "";
  return /^license:[ \t]*["']?([\w.+-]+)/m.exec(head)?.[1] ?? null;
}

function storedAs(file: GraphFile, quantization: GraphQuantization | undefined, path: string) {
  const { name, model, bytes, sizeBytes } = file;
  if (quantization === undefined) return { bytes: bytes ?? toBinary(ModelProtoSchema, model), change: null };
  const quantized = inFile(join(path, name), () => quantizeGraph(model, quantization));
  const change: GraphChange = {
    quantization: quantization.name,
    matrices: quantized.matrices,
    bytesBefore: sizeBytes,
    bytesAfter: quantized.bytes.length,
  };
  return { bytes: quantized.bytes, change };
}

/** Puts a file's name in front of what is wrong with it. */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof ConfigError ? unusable(file, cause.message, cause) : cause;
  }
}
