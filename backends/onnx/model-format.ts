import type { TensorProto } from "onnx-buf";
import type { ModelFormat, ModelSpec, StoredTensor } from "../../harness/contract.ts";
import { RecordError } from "../../harness/errors.ts";
import { decodeModel, type ElementArray } from "./proto.ts";
import { buildServingGraph } from "./serving-graph.ts";
import { isStorageKind, storageOf } from "./storage/registry.ts";
import { partName, type ReadPart, type StorageOptions } from "./storage/storage.ts";

const METADATA_KEY = "pricewar";

interface Metadata {
  readonly spec: ModelSpec;
  /** How each weight is stored, by name. */
  readonly storage: Readonly<Record<string, { kind: string; shape: readonly number[]; options?: StorageOptions }>>;
}

/**
 * model.onnx as every runtime opens it, with the model's sizes and storage kinds in `metadata_props`, from which the
 * weights can be read back bit for bit.
 */
export const modelFormat: ModelFormat = {
  write: (model) => {
    const storage = Object.fromEntries([...model.weights].map(([name, tensor]) => [name, describe(tensor)]));
    const metadata: Metadata = { spec: model.spec, storage };
    return buildServingGraph(model, "padded", { [METADATA_KEY]: JSON.stringify(metadata) });
  },
  read: (modelOnnx) => {
    const { metadata, initializers } = open(modelOnnx);
    const weights = new Map(
      Object.entries(metadata.storage).map(([name, { kind, shape, options = {} }]): [string, StoredTensor] => {
        if (!isStorageKind(kind))
          throw new RecordError(`model.onnx: weight ${name} is stored as "${kind}", which this version cannot read`);
        return [name, storageOf(kind).read(partReader(initializers, name), shape, options)];
      }),
    );
    return { spec: metadata.spec, weights };
  },
};

function describe(tensor: StoredTensor): Metadata["storage"][string] {
  const options = storageOf(tensor.kind).options?.(tensor as never);
  return { kind: tensor.kind, shape: tensor.shape, ...(options === undefined ? {} : { options }) };
}

function open(modelOnnx: Uint8Array): { metadata: Metadata; initializers: Map<string, TensorProto> } {
  let model: ReturnType<typeof decodeModel>;
  try {
    model = decodeModel(modelOnnx);
  } catch (cause) {
    throw new RecordError("model.onnx is damaged: it is no ONNX protobuf", { cause });
  }
  const text = model.metadataProps.find(({ key }) => key === METADATA_KEY)?.value;
  if (text === undefined || model.graph === undefined) {
    throw new RecordError(`model.onnx was not written by pricewar: its metadata has no "${METADATA_KEY}" entry`);
  }
  const initializers = new Map(model.graph.initializer.map((tensor) => [tensor.name, tensor]));
  return { metadata: JSON.parse(text) as Metadata, initializers };
}

function partReader(initializers: ReadonlyMap<string, TensorProto>, weight: string): ReadPart {
  return <A extends ElementArray>(part: string, as: new (buffer: ArrayBuffer) => A): A => {
    const name = partName(weight, part);
    const tensor = initializers.get(name);
    if (tensor === undefined) throw new RecordError(`model.onnx is damaged: it has no initializer "${name}"`);
    // A copy starts at offset 0 of its own buffer, as arrays of wider elements need.
    return new as(Uint8Array.from(tensor.rawData).buffer);
  };
}
