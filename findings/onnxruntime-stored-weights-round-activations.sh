#!/usr/bin/env bash
# One would expect: a model of which only the weights are quantized (DequantizeLinear of int8 or int4 weights, then MatMul or Gemm; no QuantizeLinear in the
# graph) computes in float32. Its inputs stay as they are at every level of optimization, and ONNX Runtime gives the same in Node.js and in WebAssembly.
#
# What happens: from the level "extended" on, and so by default, onnxruntime-node fuses the two nodes into MatMulNBits with accuracy_level 4, which rounds
# the inputs to 8 bits, 32 of them (or a block of the weights) to a scale. Beside one input of 1000, all those of 1 become 0, and so does what they add to
# the product. The level "basic" is right, and so are onnxruntime-web and the native one with session.qdq_matmulnbits_accuracy_level "1", whose default, 4,
# stands in a C++ header. Since 1.25 this also happens to int8 weights, and to one scale per column (pull requests 27614 and 27769 of
# microsoft/onnxruntime). Whoever measures what int8 weights cost in accuracy thus measures rounded inputs. (Issue 29849 is about models that ask for level
# 4.)
#
# onnxruntime-node and onnxruntime-web 1.30.0, Node.js 20.20.2, linux x64 (AVX-512); seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ORT_DISABLE_TELEMETRY=1
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { readFileSync } from "node:fs";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AttributeProto_AttributeType, ModelProtoSchema, TensorProto_DataType } from "onnx-buf";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web";

const { FLOAT, INT8 } = TensorProto_DataType;
const rows = 32;
const columns = 4;
const float = (dims) => ({
  value: { case: "tensorType", value: { elemType: FLOAT, shape: { dim: dims.map((size) => ({ value: { case: "dimValue", value: BigInt(size) } })) } } },
});
// Weights: a row of zeros, then rows of 0.5, 1, 1.5, 2. Inputs: 1000, which meets the zeros, then ones.
const codes = Int8Array.from({ length: rows * columns }, (_, at) => (at < columns ? 0 : 1 + (at % columns)));
const scales = new Float32Array(columns).fill(0.5);
const x = new Float32Array(rows).fill(1).fill(1000, 0, 1);
const graph = {
  name: "stored weights",
  node: [
    {
      opType: "DequantizeLinear",
      input: ["codes", "scales"],
      output: ["weights"],
      attribute: [{ name: "axis", type: AttributeProto_AttributeType.INT, i: 1n }],
    },
    { opType: "MatMul", input: ["x", "weights"], output: ["y"] },
  ],
  initializer: [
    { name: "codes", dataType: INT8, dims: [BigInt(rows), BigInt(columns)], rawData: new Uint8Array(codes.buffer) },
    { name: "scales", dataType: FLOAT, dims: [BigInt(columns)], rawData: new Uint8Array(scales.buffer) },
  ],
  input: [{ name: "x", type: float([1, rows]) }],
  output: [{ name: "y", type: float([1, columns]) }],
};
const model = toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 10n, opsetImport: [{ domain: "", version: 21n }], graph }));

async function product({ InferenceSession, Tensor }, options) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3, ...options });
  return [...(await session.run({ x: new Tensor("float32", x, [1, rows]) })).y.data].join(" ");
}
web.env.wasm.numThreads = 1;
const seen = {
  "native, basic": await product(native, { graphOptimizationLevel: "basic" }),
  "native, default": await product(native),
  "native, accuracy level 1": await product(native, { extra: { session: { qdq_matmulnbits_accuracy_level: "1" } } }),
  "web, default": await product(web),
};
await native.InferenceSession.create(model, { logSeverityLevel: 3, graphOptimizationLevel: "extended", optimizedModelFilePath: "fused.onnx" });
const fused = fromBinary(ModelProtoSchema, readFileSync("fused.onnx")).graph.node.map(
  ({ opType, attribute }) => `${opType}, accuracy_level ${attribute.find(({ name }) => name === "accuracy_level")?.i}`,
);
const exact = Array.from(scales, (scale, column) => scale * (column + 1) * (rows - 1)).join(" ");
console.log(`x · weights, exactly: ${exact}`);
for (const [how, y] of Object.entries(seen)) console.log(`${how}: ${y}`);
console.log(`the nodes that run natively: ${fused.join("; ")}`);
const { "native, default": byDefault, ...others } = seen;
const asSeen = byDefault === "0 0 0 0" && Object.values(others).every((y) => y === exact) && fused.join() === "MatMulNBits, accuracy_level 4";
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
