import { RecordError } from "../../base/errors.ts";
import { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import { dataType, decodeModel, encodeModel, graphProto, valueInfo } from "../../base/onnx/proto.ts";
import type { LinearModel } from "../linear/logistic-regression.ts";
import { PROBABILITIES } from "../model-file/serving-graph.ts";
import { type Affine, LITE, type LiteLayer, type LiteWeights, type Norm } from "./lite-weights.ts";

/** Ids of pieces [batch, positions], int32, whatever stands behind a text's end. */
export const PIECE_IDS = "piece_ids";
/** Pieces of each text [batch], int32. */
export const PIECE_COUNTS = "piece_counts";
/** [batch, LITE.width], each row of length 1. */
export const EMBEDDINGS = "embeddings";

/** As in the original; float32 holds what is far below it. */
const EPSILON = 1e-6;
/** Added to what a piece has to do with padding, which leaves it no weight at all. */
const MASKED = -1e9;

/** The encoder as one ONNX graph, from pieces to EMBEDDINGS. */
export function buildLiteGraph(weights: LiteWeights): Uint8Array {
  const graph = new GraphBuilder();
  graph.node("Identity", [appendLite(graph, weights)], {}, EMBEDDINGS);
  return liteModel(graph, EMBEDDINGS, LITE.width);
}

const HEAD = { kernel: "head.kernel", bias: "head.bias" } as const;

/** The encoder with a linear classifier behind it, from pieces to PROBABILITIES. */
export function buildLiteClassifier(weights: LiteWeights, { kernel, bias, columns, outputs }: LinearModel): Uint8Array {
  const graph = new GraphBuilder();
  const logits = graph.node(
    "Gemm",
    [
      appendLite(graph, weights),
      graph.weight(HEAD.kernel, "float32", [outputs, columns], Float32Array.from(kernel)),
      graph.weight(HEAD.bias, "float32", [outputs], Float32Array.from(bias)),
    ],
    { transB: 1n },
  );
  if (outputs === 1) graph.node("Sigmoid", [logits], {}, PROBABILITIES);
  else graph.node("Softmax", [logits], { axis: -1n }, PROBABILITIES);
  return liteModel(graph, PROBABILITIES, outputs);
}

/** The linear classifier of a graph that `buildLiteClassifier` wrote. @throws RecordError on another graph */
export function readLiteHead(modelOnnx: Uint8Array): LinearModel {
  const initializers = decodeGraph(modelOnnx)?.initializer ?? [];
  const [kernel, bias] = [HEAD.kernel, HEAD.bias].map((name) => initializers.find((weight) => weight.name === name));
  if (kernel === undefined || bias === undefined || kernel.dims.length !== 2) {
    throw new RecordError("model.onnx has no linear classifier behind its encoder: needed head.kernel and head.bias");
  }
  const [outputs, columns] = kernel.dims.map(Number) as [number, number];
  const valuesOf = ({ rawData }: typeof kernel) => Float64Array.from(new Float32Array(new Uint8Array(rawData).buffer));
  const classes = outputs === 1 ? 2 : outputs;
  const head = { classes, columns, outputs, kernel: valuesOf(kernel), bias: valuesOf(bias) };
  if (columns !== LITE.width || head.kernel.length !== outputs * columns || head.bias.length !== outputs) {
    const came = `[${outputs}, ${columns}] with ${head.kernel.length} numbers and ${head.bias.length} biases`;
    throw new RecordError(
      `model.onnx: head.kernel must be [outputs, ${LITE.width}] with a bias for each output, and is ${came}`,
    );
  }
  return head;
}

function decodeGraph(modelOnnx: Uint8Array) {
  try {
    return decodeModel(modelOnnx).graph;
  } catch (cause) {
    throw new RecordError("model.onnx is no ONNX model", { cause });
  }
}

/** A graph that begins with `appendLite` and has one output, [batch, columns]. */
function liteModel(graph: GraphBuilder, output: string, columns: number): Uint8Array {
  const { nodes, initializers } = graph;
  const inputs = [valueInfo(PIECE_IDS, "int32", ["batch", "positions"]), valueInfo(PIECE_COUNTS, "int32", ["batch"])];
  const outputs = [valueInfo(output, "float32", ["batch", columns])];
  return encodeModel(graphProto({ name: "encoder", nodes, initializers, inputs, outputs }));
}

/**
 * Appends the encoder, on padded ids and counts, where the original scatters and gathers the texts' pieces: the same mathematics, whose dense
 * layers are one product over all pieces of a batch. What does not depend on the texts is computed here: the position signal, twice
 * the embedding (the original adds it with and without positions) and the scale of queries. The last product comes
 * after the mean, with which it commutes, a sixth of all multiplications.
 * @returns the embeddings' name
 */
function appendLite(graph: GraphBuilder, { embedding, frequencies, widen, layers, output }: LiteWeights): string {
  const { width, hidden, pieces, maxPieces } = LITE;
  const texts = textSizes(graph);
  const doubled = graph.weight(
    "embedding",
    "float32",
    [pieces, LITE.embedding],
    embedding.map((value) => 2 * value),
  );
  const signal = graph.weight("positions", "float32", [maxPieces, LITE.embedding], positionSignal(frequencies));
  const positioned = graph.node("Add", [
    graph.node("Gather", [doubled, PIECE_IDS], { axis: 0n }),
    graph.node("Slice", [signal, graph.integers([0]), texts.positions]),
  ]);
  const entering = rowsOf(graph, positioned, LITE.embedding);
  const [first, second] = layers;
  const widened = affine(graph, "widen", entering, widen);
  const attended = attend(graph, "layer0", { entering, past: widened }, first, texts);
  const between = graph.node("Add", [
    affine(graph, "layer0.contract", expand(graph, "layer0", attended, first), first.contract),
    attended,
  ]);
  const last = attend(graph, "layer1", { entering: between, past: between }, second, texts);
  const meanHidden = texts.mean(expand(graph, "layer1", last, second), hidden);
  // A text without pieces is a row of zeros, to which no bias is added.
  const bias = graph.node("Mul", [
    texts.hasPieces,
    graph.weight("layer1.contract.bias", "float32", [width], second.contract.bias),
  ]);
  const kernel = graph.weight("layer1.contract.kernel", "float32", [hidden, width], second.contract.kernel);
  const meanContracted = graph.node("Gemm", [meanHidden, kernel, bias]);
  const pooled = graph.node("Add", [meanContracted, texts.mean(last, width)]);
  const activated = graph.node("Tanh", [affine(graph, "output", pooled, output)]);
  const length = graph.node("ReduceL2", [activated], { axes: [1n], keepdims: 1n });
  return graph.node("Div", [activated, graph.node("Max", [length, graph.float(EPSILON)])]);
}

/** What depends on the texts' lengths alone. */
interface TextSizes {
  /** The padded number of pieces: [1]. */
  readonly positions: string;
  /** 0 at pieces and MASKED at padding: [batch, 1, 1, positions]. */
  readonly mask: string;
  /** 1, or 0 for a text without pieces: [batch, 1]. */
  readonly hasPieces: string;
  /** Rows of pieces [batch * positions, columns] in the shape [batch, positions, ...shape]. */
  unfold(rows: string, shape: readonly number[]): string;
  /** Means over each text's pieces: [batch * positions, columns] -> [batch, columns]. */
  mean(rows: string, columns: number): string;
}

function textSizes(graph: GraphBuilder): TextSizes {
  const shape = graph.node("Shape", [PIECE_IDS]);
  const positions = graph.node("Gather", [shape, graph.integers([1])]);
  const places = graph.weight(
    "places",
    "int32",
    [LITE.maxPieces],
    Int32Array.from({ length: LITE.maxPieces }, (_, at) => at),
  );
  const counts = graph.node("Unsqueeze", [PIECE_COUNTS, graph.integers([1])]);
  const isPiece = graph.node("Less", [graph.node("Slice", [places, graph.integers([0]), positions]), counts]);
  const mask = graph.node("Where", [isPiece, graph.float(0), graph.float(MASKED)]);
  const floatCounts = graph.node("Cast", [counts], { to: dataType("float32") });
  const divisor = graph.node("Max", [floatCounts, graph.float(1)]);
  const shares = graph.node("Div", [graph.node("Cast", [isPiece], { to: dataType("float32") }), divisor]);
  const sharesOfTexts = graph.node("Unsqueeze", [shares, graph.integers([1])]);
  const unfold = (rows: string, inner: readonly number[]) =>
    graph.node("Reshape", [rows, graph.node("Concat", [shape, graph.integers(inner)], { axis: 0n })]);
  return {
    positions,
    mask: graph.node("Unsqueeze", [mask, graph.integers([1, 2])]),
    hasPieces: graph.node("Min", [floatCounts, graph.float(1)]),
    unfold,
    mean: (rows, columns) => rowsOf(graph, graph.node("MatMul", [sharesOfTexts, unfold(rows, [columns])]), columns),
  };
}

/**
 * Attention of the pieces of a text to one another, added to `past`.
 * @param entering [batch * positions, layer.width], `past` [batch * positions, LITE.width]
 */
function attend(
  graph: GraphBuilder,
  name: string,
  { entering, past }: { readonly entering: string; readonly past: string },
  layer: LiteLayer,
  texts: TextSizes,
): string {
  const { heads } = LITE;
  const { width } = layer;
  const normed = normalize(graph, `${name}.attention_norm`, entering, layer.attentionNorm);
  const product = affine(graph, `${name}.qkv`, normed, withScaledQueries(layer.queriesKeysValues, width));
  const parts = graph.nodeOf("Split", [product, graph.integers([width, width, width])], 3, { axis: 1n });
  const [queries, keys, values] = parts.map((part) => texts.unfold(part, [heads, width / heads]));
  const scores = graph.node("MatMul", [
    graph.node("Transpose", [queries!], { perm: [0n, 2n, 1n, 3n] }),
    graph.node("Transpose", [keys!], { perm: [0n, 2n, 3n, 1n] }),
  ]);
  const shares = graph.node("Softmax", [graph.node("Add", [scores, texts.mask])], { axis: -1n });
  const heeded = graph.node("MatMul", [shares, graph.node("Transpose", [values!], { perm: [0n, 2n, 1n, 3n] })]);
  const joined = rowsOf(graph, graph.node("Transpose", [heeded], { perm: [0n, 2n, 1n, 3n] }), width);
  return graph.node("Add", [affine(graph, `${name}.attention_output`, joined, layer.attentionOutput), past]);
}

/** The wide half of the dense block behind an attention: [batch * positions, LITE.hidden]. */
function expand(graph: GraphBuilder, name: string, rows: string, layer: LiteLayer): string {
  const normed = normalize(graph, `${name}.feed_forward_norm`, rows, layer.feedForwardNorm);
  return graph.node("Relu", [affine(graph, `${name}.expand`, normed, layer.expand)]);
}

function affine(graph: GraphBuilder, name: string, rows: string, { kernel, bias }: Affine): string {
  const outputs = bias.length;
  return graph.node("Gemm", [
    rows,
    graph.weight(`${name}.kernel`, "float32", [kernel.length / outputs, outputs], kernel),
    graph.weight(`${name}.bias`, "float32", [outputs], bias),
  ]);
}

function normalize(graph: GraphBuilder, name: string, rows: string, { scale, bias }: Norm): string {
  const parameters = [
    graph.weight(`${name}.scale`, "float32", [scale.length], scale),
    graph.weight(`${name}.bias`, "float32", [bias.length], bias),
  ];
  return graph.node("LayerNormalization", [rows, ...parameters], { axis: -1n, epsilon: EPSILON });
}

function rowsOf(graph: GraphBuilder, value: string, columns: number): string {
  return graph.node("Reshape", [value, graph.integers([-1, columns])]);
}

/** Divides queries by the square root of a head's width, as the original does after its product. */
function withScaledQueries({ kernel, bias }: Affine, width: number): Affine {
  const scale = 1 / Math.sqrt(width / LITE.heads);
  const scaled = (values: Float32Array) =>
    values.map((value, at) => (at % (3 * width) < width ? value * scale : value));
  return { kernel: scaled(kernel), bias: scaled(bias) };
}

/** Sines and cosines of a piece's place: [LITE.maxPieces, LITE.embedding]. */
function positionSignal(frequencies: Float32Array): Float32Array {
  const columns = LITE.embedding;
  const signal = new Float32Array(LITE.maxPieces * columns);
  for (let place = 0; place < LITE.maxPieces; place += 1) {
    for (const [at, frequency] of frequencies.entries()) {
      const angle = Math.fround(place * frequency);
      signal[place * columns + at] = Math.sin(angle);
      signal[place * columns + frequencies.length + at] = Math.cos(angle);
    }
  }
  return signal;
}
