import { type RandomStream, randomStream } from "../../base/random/mt19937.ts";
import type { Float32Tensor, ModelSpec } from "../../contract/index.ts";
import { embeddingRows } from "../../contract/model-sizes.ts";
import type { ParameterSpec } from "./layers.ts";
import { buildNetwork } from "./network.ts";

/**
 * All parameters in one matrix as wide as the embedding: the embedding's rows, one spare row, then the dense
 * parameters flat, filled up with zeros. An optimizer then updates one group instead of one per parameter, which
 * on ONNX Runtime is a third of the step (docs/decisions/0002). Filling-up row ids point to the spare row: no word
 * ever reads it, and its gradient is 0.
 */
export interface TableLayout {
  readonly columns: number;
  /** Words, then buckets of pairs. */
  readonly embeddingRows: number;
  readonly spareRow: number;
  readonly denseStart: number;
  readonly denseRows: number;
  readonly rows: number;
  /** Dense parameters in the order in which they lie in the flat part. */
  readonly parameters: readonly (ParameterSpec & { readonly length: number })[];
  /** Length of each parameter, then of the zeros that fill the last row. */
  readonly pieces: readonly number[];
}

export function tableLayout(spec: ModelSpec): TableLayout {
  const parameters = buildNetwork(spec).parameters.map((parameter) => ({
    ...parameter,
    length: parameter.shape.reduce((product, size) => product * size, 1),
  }));
  const length = parameters.reduce((sum, parameter) => sum + parameter.length, 0);
  const columns = spec.embedding;
  const ids = embeddingRows(spec);
  const denseRows = Math.ceil(length / columns);
  const filling = denseRows * columns - length;
  return {
    columns,
    embeddingRows: ids,
    spareRow: ids,
    denseStart: ids + 1,
    denseRows,
    rows: ids + 1 + denseRows,
    parameters,
    pieces: [...parameters.map((parameter) => parameter.length), ...(filling > 0 ? [filling] : [])],
  };
}

/** Weights by name, "embedding" first, each row-major: what a table holds without its spare row. */
export function unpackTable(layout: TableLayout, table: Float32Array): Map<string, Float32Array> {
  const weights = new Map([["embedding", table.slice(0, layout.embeddingRows * layout.columns)]]);
  let offset = layout.denseStart * layout.columns;
  for (const { name, length } of layout.parameters) {
    weights.set(name, table.slice(offset, offset + length));
    offset += length;
  }
  return weights;
}

/**
 * Weights by name as the float32 tensors that a model stores. A mask leaves -0 where it removes a negative weight: here 0 has
 * only one form, so that files can recognize it.
 */
export function storedWeights(spec: ModelSpec, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Tensor> {
  return floatTensors(spec, new Map([...weights].map(([name, values]) => [name, values.map((value) => value + 0)])));
}

/** Weights by name as float32 tensors of the same arrays. */
export function floatTensors(spec: ModelSpec, weights: ReadonlyMap<string, Float32Array>): Map<string, Float32Tensor> {
  const shapes = new Map(buildNetwork(spec).parameters.map(({ name, shape }) => [name, shape]));
  const embedding = [embeddingRows(spec), spec.embedding];
  return new Map(
    [...weights].map(([name, data]) => [name, { kind: "float32", shape: shapes.get(name) ?? embedding, data }]),
  );
}

/** The inverse of `unpackTable`. */
export function packTable(layout: TableLayout, weights: ReadonlyMap<string, Float32Array>): Float32Array {
  const table = new Float32Array(layout.rows * layout.columns);
  table.set(weights.get("embedding")!);
  let offset = layout.denseStart * layout.columns;
  for (const { name, length } of layout.parameters) {
    table.set(weights.get(name)!, offset);
    offset += length;
  }
  return table;
}

const EMBEDDING_LIMIT = 0.05;

/**
 * Keras' initializers, from a stream of their own for each parameter: embedding uniform in ±0.05, dense kernels Glorot
 * uniform in ±sqrt(6 / (inputs + outputs)), biases 0, gammas of batch normalization 1. Equal seeds give equal
 * parameters on every backend.
 */
export function initialTable(spec: ModelSpec, seed: number): Float32Array {
  const layout = tableLayout(spec);
  const weights = new Map([
    ["embedding", uniform(embeddingRows(spec) * spec.embedding, EMBEDDING_LIMIT, randomStream(seed, "embedding"))],
  ]);
  for (const { name, shape, length, initializer } of layout.parameters) {
    const [inputs = 1, outputs = 1] = shape;
    const initial = {
      zeros: () => new Float32Array(length),
      ones: () => new Float32Array(length).fill(1),
      "glorot-uniform": () => uniform(length, Math.sqrt(6 / (inputs + outputs)), randomStream(seed, name)),
    };
    weights.set(name, initial[initializer]());
  }
  return packTable(layout, weights);
}

function uniform(length: number, limit: number, random: RandomStream): Float32Array {
  return Float32Array.from({ length }, () => (2 * random.nextFloat64() - 1) * limit);
}
