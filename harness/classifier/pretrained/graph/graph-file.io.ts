import { posix } from "node:path";
import { TensorProto_DataLocation as DataLocation, type ModelProto, type TensorProto } from "onnx-buf";
import { groupBy } from "../../../base/group-by.ts";
import { decodeModel } from "../../../base/onnx/proto.ts";
import { tensorBytes, tensorsOf } from "../../../base/onnx/tensors.ts";
import type { ClosedFolder } from "../closed-folder.io.ts";
import { unusable } from "../unusable.ts";

/** A protobuf message, and so a model with all of its weights inside, has at most this many bytes. */
const MOST_BYTES = 2 ** 31 - 1;
const DOWNLOAD = "download the model's folder again";

/** Where exporters put the graph, in the order in which it is looked for. */
const PLACES = ["model.onnx", "onnx/model.onnx"] as const;

export interface GraphFile {
  /** Its name in the folder. */
  readonly name: string;
  /** With all weights inside, whichever file they were in. */
  readonly model: ModelProto;
  /** The file itself where all weights were inside. */
  readonly bytes: Uint8Array | null;
  /** On disk, files of weights included. */
  readonly sizeBytes: number;
  /** The names of these files in the folder. */
  readonly sources: readonly string[];
}

/**
 * Reads a folder's graph, and checks that each weight has the bytes that its shape needs before anything is made of it.
 * @param name which graph of the folder, such as "onnx/model_quantized.onnx"; undefined for the plain one
 * @throws ConfigError
 */
export async function readGraphFile(folder: ClosedFolder, name?: string): Promise<GraphFile> {
  const { place, bytes } = await findGraph(folder, name === undefined ? PLACES : [name]);
  const file = posix.join(folder.path, place);
  const model = decoded(bytes, file);
  const tensors = [...tensorsOf(model)];
  const outside = tensors.filter(({ dataLocation }) => dataLocation === DataLocation.EXTERNAL);
  const taken = await takeIn(folder, place, outside);
  for (const tensor of tensors) checkSize(tensor, file);
  return {
    name: place,
    model,
    bytes: outside.length === 0 ? bytes : null,
    sizeBytes: bytes.length + taken.bytes,
    sources: [place, ...taken.names],
  };
}

async function findGraph(folder: ClosedFolder, places: readonly string[]) {
  for (const place of places) {
    const bytes = await folder.read(place, MOST_BYTES);
    if (bytes !== null) return { place, bytes };
  }
  const inFolder = (await folder.list(".")).concat((await folder.list("onnx")).map((file) => `onnx/${file}`));
  const graphs = inFolder.filter((file) => file.endsWith(".onnx"));
  const found = graphs.length === 0 ? "the folder has no .onnx file" : `the folder has ${graphs.join(", ")}`;
  throw unusable(
    folder.path,
    `${places.join(" and ")} missing: ${found}; export the model to ONNX, or name one of its graphs`,
  );
}

function decoded(bytes: Uint8Array, file: string): ModelProto {
  const model = (() => {
    try {
      return decodeModel(bytes);
    } catch (cause) {
      throw unusable(file, `is cut short or no ONNX model; ${DOWNLOAD}`, cause);
    }
  })();
  if (model.graph === undefined || model.graph.node.length === 0 || model.graph.output.length === 0) {
    throw unusable(file, `is cut short: it has no graph with nodes and outputs; ${DOWNLOAD}`);
  }
  return model;
}

/** A part of a file of weights. */
interface Part {
  readonly tensor: TensorProto;
  readonly offset: bigint;
  readonly length: bigint;
}

/**
 * Takes weights that are in other files into the model.
 * @returns the names of those files, and the bytes of the weights
 */
async function takeIn(folder: ClosedFolder, graph: string, outside: readonly TensorProto[]) {
  const file = posix.join(folder.path, graph);
  const names: string[] = [];
  let total = 0;
  for (const [location, tensors] of groupBy(outside, (tensor) => entryOf(tensor, "location") ?? "")) {
    const name = posix.join(posix.dirname(graph), location);
    if (location === "" || name === graph || posix.isAbsolute(location)) {
      throw unusable(
        file,
        `its weights are said to be in "${location}", which is no other file of the folder; ${DOWNLOAD}`,
      );
    }
    const parts = tensors.map((tensor) => partOf(tensor, file));
    const claimed = parts.reduce((sum, { length }) => sum + length, BigInt(total));
    if (claimed > MOST_BYTES) {
      throw unusable(
        file,
        `its weights have ${claimed} bytes, and a graph at most ${MOST_BYTES}; use a smaller or quantized model`,
      );
    }
    const data = await folder.read(name, MOST_BYTES);
    if (data === null) throw unusable(file, `its weights are in "${location}", which is missing; ${DOWNLOAD}`);
    refuseOverlap(parts, file);
    for (const { tensor, offset, length } of parts) {
      if (offset + length > BigInt(data.length)) {
        throw unusable(
          file,
          `the weight "${tensor.name}" is said to end at byte ${offset + length} of "${location}", which has ${data.length}; ${DOWNLOAD}`,
        );
      }
      tensor.rawData = data.subarray(Number(offset), Number(offset + length));
      tensor.externalData = [];
      tensor.dataLocation = DataLocation.DEFAULT;
    }
    names.push(name);
    total = Number(claimed);
  }
  return { names, bytes: total };
}

function entryOf({ externalData }: TensorProto, name: string): string | undefined {
  return externalData.findLast(({ key }) => key === name)?.value;
}

function partOf(tensor: TensorProto, file: string): Part {
  const needed = tensorBytes(tensor);
  const numberOf = (name: string, absent: bigint) => {
    const value = entryOf(tensor, name);
    if (value !== undefined && !/^\d{1,19}$/.test(value)) {
      throw unusable(file, `the weight "${tensor.name}" has the ${name} "${value}", not a whole number; ${DOWNLOAD}`);
    }
    return value === undefined ? absent : BigInt(value);
  };
  if (needed === null || needed < 0n)
    throw unusable(file, `the weight "${tensor.name}" is in another file, and its size is not known; ${DOWNLOAD}`);
  const length = numberOf("length", needed);
  if (length !== needed) throw wrongSize(tensor, needed, length, file);
  return { tensor, offset: numberOf("offset", 0n), length };
}

/** Two weights may share all of their bytes, and none of them otherwise. */
function refuseOverlap(parts: readonly Part[], file: string): void {
  const sorted = [...parts].sort((a, b) => Number(a.offset - b.offset) || Number(a.length - b.length));
  sorted.slice(1).forEach((part, index) => {
    const before = sorted[index]!;
    const isShared = part.offset === before.offset && part.length === before.length;
    if (isShared || before.length === 0n || part.offset >= before.offset + before.length) return;
    throw unusable(
      file,
      `the weights "${before.tensor.name}" and "${part.tensor.name}" overlap in their file; ${DOWNLOAD}`,
    );
  });
}

/** Raw data must have the bytes of its shape; typed data has an entry for each value, or for two of 4 bits. */
function checkSize(tensor: TensorProto, file: string): void {
  const needed = tensorBytes(tensor);
  if (needed === null) return;
  if (needed < 0n) throw unusable(file, `the weight "${tensor.name}" has a negative size; ${DOWNLOAD}`);
  const { dims, rawData, floatData, int32Data, int64Data, doubleData, uint64Data } = tensor;
  const entries = [floatData, int32Data, int64Data, doubleData, uint64Data].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  if (entries === 0 && needed !== BigInt(rawData.length)) throw wrongSize(tensor, needed, BigInt(rawData.length), file);
  const values = dims.reduce((product, size) => product * size, 1n);
  if (entries > 0 && values > BigInt(entries) * 2n) {
    throw unusable(
      file,
      `the weight "${tensor.name}" of shape [${dims.join(", ")}] needs ${values} values, and has ${entries}; ${DOWNLOAD}`,
    );
  }
}

function wrongSize({ name, dims }: TensorProto, needed: bigint, came: bigint, file: string) {
  return unusable(
    file,
    `the weight "${name}" of shape [${dims.join(", ")}] needs ${needed} bytes, and has ${came}; ${DOWNLOAD}`,
  );
}
