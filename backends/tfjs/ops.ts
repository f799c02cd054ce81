import * as tf from "@tensorflow/tfjs-core";
import type { TensorOps } from "../../harness/training/ops.ts";

/**
 * Operations on TF.js tensors, run at once; row ids are int32 [n, 1]. Chosen by measurement on the wasm backend: there
 * gatherND is ten times as fast as gather, and tensorScatterUpdate faster than any sum over one-hot rows.
 */
export const tfjsOps: TensorOps<tf.Tensor> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  sqrt: (a) => tf.sqrt(a),
  relu: (a) => tf.relu(a),
  reluGradient: (gradient, output) => tf.mul(gradient, tf.step(output)),
  sigmoid: (a) => tf.sigmoid(a),
  softmax: (a) => tf.softmax(a),
  matMul: (a, b, { transposeA = false, transposeB = false } = {}) => tf.matMul(a, b, transposeA, transposeB),
  affine: (x, kernel, bias) => tf.fused.matMul({ a: x as tf.Tensor2D, b: kernel as tf.Tensor2D, bias }),
  sumRows: (a) => tf.sum(a, 0),
  reshape: (a, shape) => tf.reshape(a, [...shape]),
  split: (a, lengths) => tf.split(a, [...lengths], 0),
  concat: (parts) => tf.concat([...parts], 0),
  sliceRows: (a, start, count) => tf.slice(a, [start, 0], [count ?? a.shape[0]! - start, a.shape[1]!]),
  scalar: (value) => tf.scalar(value),
  zeros: (shape) => tf.zeros([...shape]),
  zerosLike: (a) => tf.zerosLike(a),
  gatherRows: (table, ids) => tf.gatherND(table, ids),
  scatterAddRows: (base, ids, rows) => tf.add(base, tf.scatterND(ids, rows, base.shape)),
  scatterUpdateRows: (base, ids, rows) => tf.tensorScatterUpdate(base, ids, rows),
  floor: (a) => tf.floor(a),
  largest: (a, axis) => tf.max(a, axis, true),
  abs: (a) => tf.abs(a),
  sign: (a) => tf.sign(a),
  maximum: (a, b) => tf.maximum(a, b),
  sum: (a) => tf.sum(a),
};
