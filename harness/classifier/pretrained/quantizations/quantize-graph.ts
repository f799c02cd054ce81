import { create, toBinary } from "@bufbuild/protobuf";
import {
  TensorProto_DataType as DataType,
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type TensorProto,
} from "onnx-buf";
import { ConfigError } from "../../../base/errors.ts";
import { GraphBuilder } from "../../../base/onnx/graph-builder.ts";

/** A way to store the weights of a graph that pricewar did not write. */
export interface GraphQuantization {
  readonly name: string;
  /** The least version of ONNX's operators that has those it needs. */
  readonly opset: number;
  /** Changes a graph. @returns the weights that are stored otherwise now */
  apply(graph: EditedGraph): ReadonlySet<string>;
}

/** A graph whose nodes are being replaced. */
export interface EditedGraph {
  readonly nodes: readonly NodeProto[];
  /** float32 weights with at least two dimensions, by name. */
  readonly matrices: ReadonlyMap<string, TensorProto>;
  /** Collects new weights; its names meet none of the graph's. */
  readonly builder: GraphBuilder;
  /** Puts the builder's new nodes in a node's place: the last of them computes its output. */
  replace(node: NodeProto): void;
  /** Puts the builder's new nodes in front of all: the last of them computes the value of that name. */
  putFirst(value: string): void;
}

/** Of the names of new values and weights. */
const PREFIX = "pricewar:";
const ONNX_DOMAINS = new Set(["", "ai.onnx"]);

/**
 * A model with its weights stored otherwise; the given one stays as it is.
 * @returns the file, and how many of its weights are stored otherwise
 * @throws ConfigError if there is nothing to store otherwise, or the graph is too old
 */
export function quantizeGraph(
  model: ModelProto,
  { name, opset, apply }: GraphQuantization,
): { readonly bytes: Uint8Array; readonly matrices: number } {
  const own = model.opsetImport.find(({ domain }) => ONNX_DOMAINS.has(domain))?.version ?? 0n;
  if (own < BigInt(opset)) {
    throw new ConfigError(
      `quantization ${name} needs a graph of operator set ${opset} or later, got ${own}; export it again`,
    );
  }
  const graph = model.graph!;
  const builder = new GraphBuilder(undefined, PREFIX);
  const first: NodeProto[] = [];
  const replaced = new Map<NodeProto, NodeProto[]>();
  const taken = (output: string): NodeProto[] => {
    const nodes = builder.nodes.splice(0);
    nodes.at(-1)!.output[0] = output;
    return nodes;
  };
  const stored = apply({
    nodes: graph.node,
    matrices: matricesOf(graph),
    builder,
    replace: (node) => replaced.set(node, taken(node.output[0]!)),
    putFirst: (value) => first.push(...taken(value)),
  });
  if (stored.size === 0) {
    throw new ConfigError(
      `quantization ${name} finds no float32 matrix to store otherwise; it may be quantized already: use it as it is`,
    );
  }
  const nodes = [...first, ...graph.node.flatMap((node) => replaced.get(node) ?? [node])];
  const used = new Set([...namesRead(nodes), ...graph.output.map((output) => output.name)]);
  const made = new Set(first.flatMap(({ output }) => output));
  const isGone = (weight: string) => stored.has(weight) && (made.has(weight) || !used.has(weight));
  const quantized = create(ModelProtoSchema, {
    ...model,
    // Weights that are no inputs came with version 4.
    irVersion: model.irVersion < 4n ? 4n : model.irVersion,
    graph: create(GraphProtoSchema, {
      ...graph,
      node: nodes,
      initializer: [...graph.initializer.filter((weight) => !isGone(weight.name)), ...builder.initializers],
      input: graph.input.filter((input) => !isGone(input.name)),
    }),
  });
  return { bytes: toBinary(ModelProtoSchema, quantized), matrices: stored.size };
}

function matricesOf({ initializer }: GraphProto): Map<string, TensorProto> {
  const isMatrix = ({ dataType, dims }: TensorProto) =>
    dataType === DataType.FLOAT && dims.length >= 2 && dims.every((size) => size > 0n);
  return new Map(initializer.filter(isMatrix).map((tensor) => [tensor.name, tensor]));
}

/** Names that nodes read, those inside of loops included. */
export function* namesRead(nodes: readonly NodeProto[]): Generator<string> {
  for (const { input, attribute } of nodes) {
    yield* input;
    for (const { g, graphs } of attribute) {
      for (const inner of g === undefined ? graphs : [g, ...graphs]) {
        yield* namesRead(inner.node);
        for (const { name } of inner.output) yield name;
      }
    }
  }
}
