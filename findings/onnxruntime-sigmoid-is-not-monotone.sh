#!/usr/bin/env bash
# One would expect: Sigmoid of ONNX Runtime's CPU provider is monotone up to rounding, and small but positive for x = -18
# (1.5e-8, which float32 represents easily).
#
# What happens: it is a rational approximation. It is exactly 0 from -18 down, and not monotone before that: at -16.5 it is larger than
# at -16. A log loss over such probabilities is infinite, and a ranking by probability swaps texts. Softmax over [x, 0], which is the
# same function, keeps full accuracy.
#
# onnxruntime-node 1.30.0, linux x64; seen 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { create, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { InferenceSession, Tensor } from "onnxruntime-node";

const rows = { value: { case: "dimParam", value: "rows" } };
const type = (columns) => ({
  value: { case: "tensorType", value: { elemType: 1, shape: { dim: [rows, { value: { case: "dimValue", value: columns } }] } } },
});
function model(opType, columns) {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: 17n }],
      graph: {
        name: "one",
        node: [{ opType, input: ["x"], output: ["y"] }],
        input: [{ name: "x", type: type(columns) }],
        output: [{ name: "y", type: type(columns) }],
      },
    }),
  );
}
async function run(opType, columns, data) {
  const session = await InferenceSession.create(model(opType, BigInt(columns)));
  const { y } = await session.run({ x: new Tensor("float32", Float32Array.from(data), [data.length / columns, columns]) });
  return y.data;
}
const xs = [-15, -16, -16.5, -17, -18, -20];
const sigmoid = await run("Sigmoid", 1, xs);
const softmax = await run("Softmax", 2, xs.flatMap((x) => [x, 0]));
xs.forEach((x, index) => {
  const exact = 1 / (1 + Math.exp(-x));
  console.log(`x ${x}: Sigmoid ${sigmoid[index]}, Softmax ${softmax[2 * index]}, exact ${exact}`);
});
const rises = sigmoid[2] > sigmoid[1];
const zero = sigmoid[4] === 0 && sigmoid[5] === 0;
const exact = xs.every((x, index) => Math.abs(softmax[2 * index] * (1 + Math.exp(-x)) - 1) < 1e-5);
console.log(JSON.stringify({ largerAtMinus16AndAHalfThanAtMinus16: rises, zeroFromMinus18: zero, softmaxIsExact: exact }));
process.exit(rises && zero && exact ? 0 : 1);
JS
node see.mjs
