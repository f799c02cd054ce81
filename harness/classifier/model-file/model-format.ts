import type { TensorProto } from "onnx-buf";
import { RecordError } from "../../base/errors.ts";
import { decodeModel } from "../../base/onnx/proto.ts";
import type { ModelFormat, ModelSpec, ModelWeights, StoredTensor } from "../../contract/index.ts";
import { formOf, namedParts, quantizations } from "../quantizations/registry.ts";
import { type PartArray, partName, type ReadPart, type StoredOptions } from "../quantizations/stored-form.ts";
import { buildServingGraph } from "./serving-graph.ts";
import { fillFromSparse, type SparsePart, sparseNames, toSparsePart } from "./sparse-part.ts";

const METADATA_KEY = "pricewar";

interface Metadata {
  readonly spec: ModelSpec;
  /** How each weight is stored, by name. */
  readonly storage: Readonly<Record<string, { kind: string; shape: readonly number[]; options?: StoredOptions }>>;
  /** Elements of each part that is stored sparsely, by its initializer's name; absent where none is. */
  readonly sparse?: Readonly<Record<string, number>>;
}

/**
 * model.onnx as every runtime opens it, with the model's sizes and storage kinds in `metadata_props`, from which the
 * weights can be read back bit for bit.
 */
export const modelFormat: ModelFormat = {
  write: (model) => {
    const storage = Object.fromEntries([...model.weights].map(([name, tensor]) => [name, describe(tensor)]));
    const sparse = sparseParts(model.weights);
    const lengths = Object.fromEntries([...sparse].map(([name, { length }]) => [name, length]));
    const metadata: Metadata = { spec: model.spec, storage, ...(sparse.size === 0 ? {} : { sparse: lengths }) };
    return buildServingGraph(model, "padded", { metadata: { [METADATA_KEY]: JSON.stringify(metadata) }, sparse });
  },
  writeForTransformers: (model) =>
    buildServingGraph(model, "any-length", { metadata: {}, sparse: sparseParts(model.weights) }),
  read: (modelOnnx) => {
    const { metadata, initializers } = open(modelOnnx);
    const weights = new Map(
      Object.entries(metadata.storage).map(([name, { kind, shape, options = {} }]): [string, StoredTensor] => {
        const form = quantizations.forms.get(kind);
        if (form === undefined) {
          throw new RecordError(`model.onnx: weight ${name} is stored as "${kind}", which this version cannot read`);
        }
        return [name, form.read(partReader(initializers, name, metadata.sparse), shape, options)];
      }),
    );
    return { spec: metadata.spec, weights };
  },
};

function describe(tensor: StoredTensor): Metadata["storage"][string] {
  const options = formOf(tensor).options?.(tensor);
  return { kind: tensor.kind, shape: tensor.shape, ...(options === undefined ? {} : { options }) };
}

function open(modelOnnx: Uint8Array): { metadata: Metadata; initializers: Map<string, TensorProto> } {
  let model: ReturnType<typeof decodeModel>;
  try {
    model = decodeModel(modelOnnx);
  } catch (cause) {
    throw new RecordError("model.onnx is damaged: it is not an ONNX protobuf", { cause });
  }
  const text = model.metadataProps.find(({ key }) => key === METADATA_KEY)?.value;
  if (text === undefined || model.graph === undefined) {
    throw new RecordError(`model.onnx was not written by pricewar: its metadata has no "${METADATA_KEY}" entry`);
  }
  const initializers = new Map(model.graph.initializer.map((tensor) => [tensor.name, tensor]));
  return { metadata: metadataIn(text), initializers };
}

function metadataIn(text: string): Metadata {
  try {
    return JSON.parse(text) as Metadata;
  } catch (cause) {
    throw new RecordError(`model.onnx is damaged: its metadata "${METADATA_KEY}" is not JSON`, { cause });
  }
}

/** The parts that are smaller as a mask and values, by the names of their initializers. */
function sparseParts(weights: ModelWeights["weights"]): Map<string, SparsePart> {
  return new Map(
    namedParts(weights).flatMap(({ name, part }) => {
      const sparse = toSparsePart(part);
      return sparse === null ? [] : [[name, sparse]];
    }),
  );
}

function partReader(
  initializers: ReadonlyMap<string, TensorProto>,
  weight: string,
  sparse: NonNullable<Metadata["sparse"]> = {},
): ReadPart {
  const read = <A extends PartArray>(name: string, as: new (buffer: ArrayBuffer) => A): A => {
    const tensor = initializers.get(name);
    if (tensor === undefined) throw new RecordError(`model.onnx is damaged: it has no initializer "${name}"`);
    // A copy starts at offset 0 of its own buffer, as arrays of wider elements need.
    return new as(Uint8Array.from(tensor.rawData).buffer);
  };
  return (part, as) => {
    const name = partName(weight, part);
    const length = sparse[name];
    if (length === undefined) return read(name, as);
    const names = sparseNames(name);
    const values = read(names.values, as);
    const whole = new as(new ArrayBuffer(length * values.BYTES_PER_ELEMENT));
    fillFromSparse(whole, { mask: read(names.mask, Uint8Array), values });
    return whole;
  };
}
