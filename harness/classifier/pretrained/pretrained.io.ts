import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { type GraphProto, ModelProtoSchema } from "onnx-buf";
import type * as z from "zod";
import { BYTES_PER_MIB } from "../../base/conversions.ts";
import { ConfigError } from "../../base/errors.ts";
import { type ClosedFolder, openClosedFolder } from "./closed-folder.io.ts";
import { embeddingRows } from "./graph/graph-facts.ts";
import { type GraphFile, readGraphFile } from "./graph/graph-file.io.ts";
import { type GraphQuantization, quantizeGraph } from "./quantizations/quantize-graph.ts";
import { type FolderSettings, modelSettings, tokenizerSettings } from "./settings.ts";
import { tokenizerFile } from "./tokenizer/tokenizer-file.ts";
import { readJson, unusable } from "./unusable.ts";

/** The largest tokenizer.json that people publish has 30 MB. */
const MOST_JSON_BYTES = 256 * BYTES_PER_MIB;

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
  const settings: FolderSettings = {
    model: await readSettings(folder, "config.json", modelSettings),
    tokenizer: await readSettings(folder, "tokenizer_config.json", tokenizerSettings, "{}"),
    tokenizerFile: await readSettings(folder, "tokenizer.json", tokenizerFile),
  };
  const file = await readGraphFile(folder, graphName);
  const { bytes, change } = storedAs(file, quantization, path);
  return { path, graphName: file.name, bytes, graph: file.model.graph!, settings, change };
}

async function readSettings<S extends z.ZodType>(
  folder: ClosedFolder,
  name: string,
  schema: S,
  ifMissing?: string,
): Promise<z.output<S>> {
  const text = (await folder.read(name, MOST_JSON_BYTES))?.toString("utf8") ?? ifMissing;
  if (text === undefined) {
    throw unusable(
      folder.path,
      `${name} is missing; a folder needs model.onnx, tokenizer.json and config.json, as optimum-cli writes them`,
    );
  }
  return readJson(text, join(folder.path, name), schema);
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

/** Refuses a tokenizer whose ids the graph has no rows for. */
export function refuseIdsBeyond(
  { path, graph }: Pretrained,
  largest: { readonly id: number; readonly token: string },
): void {
  const rows = embeddingRows(graph, "input_ids");
  if (rows === null || largest.id < rows) return;
  const problem = `the token "${largest.token}" has the id ${largest.id}, and the graph's embedding ${rows} rows`;
  throw unusable(join(path, "tokenizer.json"), `${problem}; take both files from the same model`);
}

/** Puts a file's name in front of what is wrong with it. */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof ConfigError ? unusable(file, cause.message, cause) : cause;
  }
}
