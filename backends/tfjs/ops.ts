import type * as tf from "@tensorflow/tfjs-core";
import type { TensorOps } from "../../harness/contract/tensor-ops.ts";

type Inputs = Readonly<Record<string, tf.TensorInfo>> | readonly tf.TensorInfo[];

/** Runs one kernel of the active backend synchronously. @param inputs by name, or a list of tensors to concatenate */
export type KernelRunner = (
  name: string,
  inputs: Inputs,
  attributes: tf.NamedAttrMap,
) => tf.TensorInfo | tf.TensorInfo[];

/**
 * Operations on TF.js tensors; row ids are int32 [n, 1]. Each calls kernels by name. The choice is based on measurements
 * on the wasm backend: gatherND is ten times as fast as gather, tensorScatterUpdate faster than any sum over one-hot
 * rows, and a product with a transposed copy twice as fast as one that transposes.
 */
export function tfjsOps(run: KernelRunner): TensorOps<tf.TensorInfo> {
  const one = (name: string, inputs: Inputs, attributes: tf.NamedAttrMap = {}) =>
    run(name, inputs, attributes) as tf.TensorInfo;
  const unary =
    (name: string, attributes: tf.NamedAttrMap = {}) =>
    (x: tf.TensorInfo) =>
      one(name, { x }, attributes);
  const binary = (name: string) => (a: tf.TensorInfo, b: tf.TensorInfo) => one(name, { a, b });
  const transposed = (x: tf.TensorInfo) => one("Transpose", { x }, { perm: [1, 0] });
  const filled = (shape: readonly number[], value: number) =>
    one("Fill", {}, { shape: [...shape], value, dtype: "float32" });
  const matMul: TensorOps<tf.TensorInfo>["matMul"] = (a, b, { transposeA = false, transposeB = false } = {}) =>
    one(
      "BatchMatMul",
      { a: transposeA ? transposed(a) : a, b: transposeB ? transposed(b) : b },
      { transposeA: false, transposeB: false },
    );
  const add = binary("Add");
  const mul = binary("Multiply");
  const step = unary("Step", { alpha: 0 });
  const gatherRows = (params: tf.TensorInfo, indices: tf.TensorInfo) => one("GatherNd", { params, indices });
  const scatterUpdateRows = (tensor: tf.TensorInfo, indices: tf.TensorInfo, updates: tf.TensorInfo) =>
    one("TensorScatterUpdate", { tensor, indices, updates });
  return {
    add,
    sub: binary("Sub"),
    mul,
    div: binary("RealDiv"),
    sqrt: unary("Sqrt"),
    relu: unary("Relu"),
    reluGradient: (gradient, output) => mul(gradient, step(output)),
    sigmoid: unary("Sigmoid"),
    softmax: (logits) => one("Softmax", { logits }, { dim: logits.shape.length - 1 }),
    matMul,
    // On TensorFlow the fused kernel of TF.js calls its API, which takes only tensors that the engine knows.
    affine: (x, kernel, bias) => add(matMul(x, kernel), bias),
    sumRows: (x) => one("Sum", { x }, { axis: [0], keepDims: false }),
    reshape: (x, shape) => one("Reshape", { x }, { shape: [...shape] }),
    split: (x, lengths) => run("SplitV", { x }, { numOrSizeSplits: [...lengths], axis: 0 }) as tf.TensorInfo[],
    // Some backends' kernels need at least two inputs.
    concat: (parts) => (parts.length === 1 ? parts[0]! : one("Concat", parts, { axis: 0 })),
    sliceRows: (x, start, count) =>
      one("Slice", { x }, { begin: [start, 0], size: [count ?? x.shape[0]! - start, x.shape[1]!] }),
    scalar: (value) => filled([], value),
    zeros: (shape) => filled(shape, 0),
    zerosLike: (a) => filled(a.shape, 0),
    gatherRows,
    scatterAddRows: (base, indices, updates) =>
      add(base, one("ScatterNd", { indices, updates }, { shape: base.shape })),
    addToRows: (base, ids, rows) => scatterUpdateRows(base, ids, add(gatherRows(base, ids), rows)),
    scatterUpdateRows,
    floor: unary("Floor"),
    largest: (x, axis) => one("Max", { x }, { reductionIndices: [axis], keepDims: true }),
    abs: unary("Abs"),
    sign: unary("Sign"),
    maximum: binary("Maximum"),
    sum: (x) => one("Sum", { x }, { axis: x.shape.map((_, axis) => axis), keepDims: false }),
  };
}
