import { TensorProto_DataType as DataType, type GraphProto, type ModelProto, type TensorProto } from "onnx-buf";

/** Bits of an element by data type; text has no fixed size. */
const ELEMENT_BITS: Readonly<Partial<Record<DataType, number>>> = {
  [DataType.FLOAT]: 32,
  [DataType.UINT8]: 8,
  [DataType.INT8]: 8,
  [DataType.UINT16]: 16,
  [DataType.INT16]: 16,
  [DataType.INT32]: 32,
  [DataType.INT64]: 64,
  [DataType.BOOL]: 8,
  [DataType.FLOAT16]: 16,
  [DataType.DOUBLE]: 64,
  [DataType.UINT32]: 32,
  [DataType.UINT64]: 64,
  [DataType.COMPLEX64]: 64,
  [DataType.COMPLEX128]: 128,
  [DataType.BFLOAT16]: 16,
  [DataType.FLOAT8E4M3FN]: 8,
  [DataType.FLOAT8E4M3FNUZ]: 8,
  [DataType.FLOAT8E5M2]: 8,
  [DataType.FLOAT8E5M2FNUZ]: 8,
  [DataType.UINT4]: 4,
  [DataType.INT4]: 4,
  [DataType.FLOAT4E2M1]: 4,
  [DataType.FLOAT8E8M0]: 8,
  [DataType.UINT2]: 2,
  [DataType.INT2]: 2,
};

/** Bytes that a tensor of its shape and type takes; null for texts, and for types that ONNX has added since. */
export function tensorBytes({ dims, dataType }: Pick<TensorProto, "dims" | "dataType">): bigint | null {
  const bits = ELEMENT_BITS[dataType as DataType];
  if (bits === undefined) return null;
  return (dims.reduce((product, size) => product * size, 1n) * BigInt(bits) + 7n) / 8n;
}

/** Every tensor of a model: weights, those inside attributes, and those of the bodies of loops and of functions. */
export function* tensorsOf(model: ModelProto): Generator<TensorProto> {
  if (model.graph !== undefined) yield* tensorsOfGraph(model.graph);
  for (const { initialization, algorithm } of model.trainingInfo) {
    if (initialization !== undefined) yield* tensorsOfGraph(initialization);
    if (algorithm !== undefined) yield* tensorsOfGraph(algorithm);
  }
  for (const { node } of model.functions) yield* tensorsOfNodes(node);
}

function* tensorsOfGraph({ initializer, sparseInitializer, node }: GraphProto): Generator<TensorProto> {
  yield* initializer;
  for (const { values, indices } of sparseInitializer) yield* defined([values, indices]);
  yield* tensorsOfNodes(node);
}

function* tensorsOfNodes(nodes: GraphProto["node"]): Generator<TensorProto> {
  for (const { attribute } of nodes) {
    for (const { t, tensors, sparseTensor, sparseTensors, g, graphs } of attribute) {
      yield* defined([t, ...tensors]);
      for (const sparse of defined([sparseTensor, ...sparseTensors])) yield* defined([sparse.values, sparse.indices]);
      for (const graph of defined([g, ...graphs])) yield* tensorsOfGraph(graph);
    }
  }
}

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** The values of a float32 tensor, row-major; a copy where the file's bytes are not aligned. */
export function floatsOf({ rawData, floatData }: TensorProto): Float32Array {
  if (floatData.length > 0) return Float32Array.from(floatData);
  const { buffer, byteOffset, byteLength } = rawData;
  if (byteOffset % Float32Array.BYTES_PER_ELEMENT !== 0) return new Float32Array(Uint8Array.from(rawData).buffer);
  return new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT);
}
