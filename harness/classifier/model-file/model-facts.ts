import {
  type AttributeProto,
  TensorProto_DataType as DataType,
  type GraphProto,
  type TensorProto,
  type ValueInfoProto,
} from "onnx-buf";
import { contentId, type Json } from "../../base/canonical-json.ts";
import { RecordError } from "../../base/errors.ts";
import { decodeModel } from "../../base/onnx/proto.ts";
import type { ModelFacts, ModelWeights } from "../../contract/model.ts";
import { modelFormat } from "./model-format.ts";

/**
 * What distinguishes one model.onnx from another besides the values of its weights: the id of its structure, and the
 * number of its weights, counted from the shapes in the file.
 * @throws RecordError on a file that pricewar did not write
 */
export function modelFacts(modelOnnx: Uint8Array): ModelFacts {
  // First what checks that the file is one of ours.
  const parameters = parameterCount(modelFormat.read(modelOnnx));
  return { graph: graphId(modelOnnx), parameters };
}

/** Weights that a model stands for, pruned ones included. */
export function parameterCount({ weights }: Pick<ModelWeights, "weights">): number {
  const sizes = [...weights.values()].map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Id of the file's structure: two files that share it differ only in the values of their weights. */
export function graphId(modelOnnx: Uint8Array): string {
  return contentId(graphStructure(modelOnnx));
}

/**
 * Operators with their attributes, edges, shapes and types of a graph and of the bodies of its loops; no values of
 * weights. Values of 64-bit integers are included: they are axes and shapes here, never weights. Tensors are numbered
 * in the order in which nodes name them, so that names do not matter.
 */
export function graphStructure(modelOnnx: Uint8Array): Json {
  const { graph, opsetImport } = decodeModel(modelOnnx);
  if (graph === undefined) throw new RecordError("model.onnx is damaged: it has no graph");
  return {
    opsets: opsetImport.map(({ domain, version }) => [domain, String(version)]),
    ...structureOf(graph, new Map()),
  };
}

type Numbers = Map<string, number>;

/** @param numbers tensors of the enclosing graphs, which a loop's body may use; those of this graph are added */
function structureOf(graph: GraphProto, numbers: Numbers): { readonly [key: string]: Json } {
  const numberOf = (name: string): number => {
    // An optional input that is left out has no name.
    if (name === "") return -1;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  for (const { name } of graph.input) numberOf(name);
  const nodes = graph.node.map(({ opType, domain, input, output, attribute }) => [
    domain,
    opType,
    input.map(numberOf),
    output.map(numberOf),
    Object.fromEntries(attribute.map((one) => [one.name, attributeOf(one, numbers)])),
  ]);
  return {
    inputs: graph.input.map(valueInfoOf),
    nodes,
    outputs: graph.output.map((value) => [numberOf(value.name), valueInfoOf(value)]),
    constants: graph.initializer
      .map((tensor) => [numberOf(tensor.name), tensorOf(tensor)] as const)
      .sort(([a], [b]) => a - b),
  };
}

function valueInfoOf({ name, type }: ValueInfoProto): Json {
  if (type?.value.case !== "tensorType") return [name, type?.value.case ?? null];
  const { elemType, shape } = type.value.value;
  return [name, elemType, shape?.dim.map(({ value }) => String(value.value ?? "?")) ?? null];
}

function tensorOf({ dataType, dims, rawData, int64Data }: TensorProto): Json {
  const shape = dims.map(Number);
  if (dataType !== DataType.INT64) return [dataType, shape];
  return [dataType, shape, rawData.length > 0 ? Buffer.from(rawData).toString("hex") : int64Data.map(String)];
}

function attributeOf({ type, i, f, s, ints, floats, strings, t, g }: AttributeProto, numbers: Numbers): Json {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  return {
    type,
    i: String(i),
    f: String(f),
    s: text(s),
    ints: ints.map(String),
    floats: floats.map(String),
    strings: strings.map(text),
    ...(t === undefined ? {} : { tensor: tensorOf(t) }),
    ...(g === undefined ? {} : { graph: structureOf(g, numbers) }),
  };
}
