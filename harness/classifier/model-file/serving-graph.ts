import type { ValueInfoProto } from "onnx-buf";
import { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import { dataType, encodeModel, graphProto, valueInfo } from "../../base/onnx/proto.ts";
import { type ModelSpec, type ModelWeights, SPECIAL_ROWS } from "../../contract/index.ts";
import { inputLength } from "../../contract/model-sizes.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import { dequantize, formOf, namedParts } from "../quantizations/registry.ts";
import { exactName, type GatheredRows } from "../quantizations/stored-form.ts";
import { buildNetwork } from "../training/network.ts";
import { DISTINCT, frequentRows } from "./distinct-form.ts";
import { onnxOps } from "./onnx-ops.ts";
import { layOut, type SparsePart } from "./sparse-part.ts";

/**
 * How texts enter: "padded" takes input_ids [batch, positions], the reference model's interface; "distinct" takes the
 * distinct words of blocks of texts with their shares of each mean (`DISTINCT`), which saves most of the gathers;
 * "any-length" takes input_ids [batch, n] for any n, padded on the left to the longest text, and cuts or pads them itself.
 */
export type InputForm = "padded" | "distinct" | "any-length";

export const INPUT_IDS = "input_ids";
export const PROBABILITIES = "probabilities";
const LOGITS = "logits";

/** What a graph that is kept as a file has besides the classifier. */
export interface FileExtras {
  readonly metadata: Readonly<Record<string, string>>;
  /** Parts that are smaller in this form, by the names of their initializers. */
  readonly sparse: ReadonlyMap<string, SparsePart>;
}

/** The classifier as one ONNX graph. */
export function buildServingGraph(
  model: ModelWeights,
  form: InputForm,
  { metadata, sparse }: FileExtras = { metadata: {}, sparse: new Map() },
): Uint8Array {
  const { spec, weights } = model;
  const graph = new GraphBuilder();
  for (const { name, part } of namedParts(weights)) {
    // The distinct form takes padding and <OOV> with the frequent words.
    if (form === "distinct" && name === exactName("embedding")) continue;
    const sparsePart = sparse.get(name);
    if (sparsePart === undefined) graph.weight(name, part.type, part.dims, part.data);
    else layOut(graph, name, part, sparsePart);
  }
  const pooled = form === "distinct" ? poolDistinct(graph, model) : poolPadded(graph, model, idsOf(graph, model, form));
  const network = buildNetwork(spec);
  const parameters = new Map(network.parameters.map(({ name }) => [name, name]));
  const { logits } = network.forward(servingOps(graph, weights), pooled, parameters);
  const outputs = [
    form === "any-length"
      ? classLogits(graph, logits, network.outputCount)
      : probabilities(graph, logits, network.outputCount),
  ];
  const inputs = inputsOf(spec, form);
  const { nodes, initializers } = graph;
  return encodeModel(graphProto({ name: "classifier", nodes, inputs, outputs, initializers }), metadata);
}

/** The distinct form up to the mean of the embedding's rows, [batch, columns], in the place of the probabilities. */
export function buildLookupGraph(model: ModelWeights): Uint8Array {
  const graph = new GraphBuilder();
  const embedding = new Map([...model.weights].filter(([name]) => name === "embedding"));
  for (const { name, part } of namedParts(embedding)) {
    if (name !== exactName("embedding")) graph.weight(name, part.type, part.dims, part.data);
  }
  graph.node("Identity", [poolDistinct(graph, model)], {}, PROBABILITIES);
  const outputs = [valueInfo(PROBABILITIES, "float32", ["batch", model.spec.embedding])];
  const { nodes, initializers } = graph;
  return encodeModel(
    graphProto({ name: "lookup", nodes, inputs: inputsOf(model.spec, "distinct"), outputs, initializers }),
    {},
  );
}

function inputsOf(spec: ModelSpec, form: InputForm): ValueInfoProto[] {
  if (form === "padded") return [valueInfo(INPUT_IDS, "int64", ["batch", inputLength(spec)])];
  if (form === "any-length") return [valueInfo(INPUT_IDS, "int64", ["batch", "sequence"])];
  return [
    valueInfo(DISTINCT.ids, "int32", ["blocks", "words"]),
    valueInfo(DISTINCT.shares, "float32", ["blocks", "texts", "words"]),
    valueInfo(DISTINCT.frequent, "float32", ["batch", frequentRows(spec)]),
  ];
}

function probabilities(graph: GraphBuilder, logits: string, outputCount: number): ValueInfoProto {
  const [opType, attributes] = outputCount === 1 ? (["Sigmoid", {}] as const) : (["Softmax", { axis: -1n }] as const);
  graph.node(opType, [logits], attributes, PROBABILITIES);
  return valueInfo(PROBABILITIES, "float32", ["batch", outputCount]);
}

/** One logit per class, whose softmax is the probabilities: that of (0, z) is (1 - sigmoid(z), sigmoid(z)). */
function classLogits(graph: GraphBuilder, logits: string, outputCount: number): ValueInfoProto {
  if (outputCount > 1) graph.node("Identity", [logits], {}, LOGITS);
  else
    graph.node("MatMul", [logits, graph.weight("second_class", "float32", [1, 2], Float32Array.of(0, 1))], {}, LOGITS);
  return valueInfo(LOGITS, "float32", ["batch", Math.max(2, outputCount)]);
}

/** Ids of a fixed number of positions: of fewer ids all, behind padding, and of more the last ones. */
function idsOf(graph: GraphBuilder, { spec }: ModelWeights, form: "padded" | "any-length"): string {
  if (form === "padded") return INPUT_IDS;
  const positions = inputLength(spec);
  const padded = graph.node("Pad", [INPUT_IDS, graph.integers([0, positions, 0, 0])]);
  const bounds = [[-positions], [Number.MAX_SAFE_INTEGER], [1]].map((values) => graph.integers(values));
  return graph.node("Slice", [padded, ...bounds]);
}

/** The network's operations, with the products of kernels that are stored in a form of their own. */
function servingOps(graph: GraphBuilder, weights: ModelWeights["weights"]): TensorOps<string> {
  const ops = onnxOps(graph, (ids) => graph.node("Unsqueeze", [ids, graph.integers([-1])]));
  return {
    ...ops,
    affine: (x, kernel, bias) => {
      const tensor = weights.get(kernel)!;
      const form = formOf(tensor);
      return form.affine?.(graph, x, kernel, bias, tensor) ?? ops.affine(x, kernel, bias);
    },
  };
}

function gatherRows(graph: GraphBuilder, { weights }: ModelWeights, ids: string): GatheredRows {
  const embedding = weights.get("embedding")!;
  return formOf(embedding).gather!(graph, "embedding", ids, embedding);
}

/** shares [batch, 1, n] x rows [batch, n, columns] -> [batch, columns] */
function weigh(graph: GraphBuilder, shares: string, rows: string): string {
  return graph.node("Squeeze", [graph.node("MatMul", [shares, rows]), graph.integers([1])]);
}

function poolPadded(graph: GraphBuilder, model: ModelWeights, ids: string): string {
  const { spec } = model;
  const { rows, scale, exact } = gatherRows(graph, model, ids);
  const shares = spec.pooling === "all" ? equalShares(graph, inputLength(spec)) : wordShares(graph, ids);
  const scaled =
    scale === null ? shares : graph.node("Mul", [shares, graph.node("Unsqueeze", [scale, graph.integers([1])])]);
  const words = weigh(graph, scaled, rows);
  if (exact === null) return words;
  // Which positions hold padding or <OOV>: [batch, positions, 2]; their exact rows join the mean separately.
  const special = graph.weight("special_ids", "int64", [SPECIAL_ROWS], BigInt64Array.of(0n, 1n));
  const columns = graph.node("Unsqueeze", [ids, graph.integers([2])]);
  const isSpecial = graph.node("Cast", [graph.node("Equal", [columns, special])], { to: dataType("float32") });
  return graph.node("Gemm", [weigh(graph, shares, isSpecial), exact, words]);
}

/** Every position counts the same, padding too: [1, 1, positions]. */
function equalShares(graph: GraphBuilder, positions: number): string {
  return graph.weight("shares", "float32", [1, 1, positions], new Float32Array(positions).fill(1 / positions));
}

/** Every word counts the same, padding nothing: [batch, 1, positions]; an empty text has shares of 0. */
function wordShares(graph: GraphBuilder, ids: string): string {
  const isWord = graph.node("Cast", [graph.node("Sign", [ids])], { to: dataType("float32") });
  const counts = graph.node("ReduceSum", [isWord, graph.integers([1])], { keepdims: 1n });
  const shares = graph.node("Div", [isWord, graph.node("Max", [counts, graph.float(1)])]);
  return graph.node("Unsqueeze", [shares, graph.integers([1])]);
}

function poolDistinct(graph: GraphBuilder, model: ModelWeights): string {
  const { spec, weights } = model;
  const embedding = weights.get("embedding")!;
  const { rows, scale } = gatherRows(graph, model, DISTINCT.ids);
  const shares =
    scale === null
      ? DISTINCT.shares
      : graph.node("Mul", [DISTINCT.shares, graph.node("Unsqueeze", [scale, graph.integers([1])])]);
  const ofBlocks = graph.node("MatMul", [shares, rows]);
  const words = graph.node("Reshape", [ofBlocks, graph.integers([-1, spec.embedding])]);
  const dims = [frequentRows(spec), spec.embedding];
  const frequent = dequantize(embedding).slice(0, dims[0]! * dims[1]!);
  return graph.node("Gemm", [DISTINCT.frequent, graph.weight("frequent_rows", "float32", dims, frequent), words]);
}
