#!/usr/bin/env bash
# One would expect: `session.run(feeds, fetches)`, which onnxruntime-common declares once for Node.js and the web, treats the caller's arrays alike in both.
# It computes with what the inputs hold when it is called, and writes the output into a tensor in `fetches`, which is documented as pre-allocated for it.
#
# What happens: each does one of the two, and neither raises anything. Node.js reads the inputs in a later turn of the event loop (its handler waits for
# setImmediate). Three batches that are written into one array, each followed by run() without awaiting it, all get the third batch's answer; on the web
# each gets its own, for its inputs are copied at once. The web in turn does not write such an output: the tensor comes back as it went in. Zeros make every
# text the first class, and an array that was used before brings back the answers of the batch before. Node.js writes into it. Code that saves allocations
# thus works on one of the two and is silently wrong on the other: give every run a new input array, or await it, and no outputs. The documented types do
# not say when inputs are read. (Issue 25786 of microsoft/onnxruntime, on the web's outputs, is closed, but its remedy, pull request 26037, is still open.)
#
# onnxruntime-node and onnxruntime-web 1.30.0 (WebAssembly), Node.js 20.20.2, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ORT_DISABLE_TELEMETRY=1
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { create, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web";

const two = { value: { case: "tensorType", value: { elemType: 1, shape: { dim: [{ value: { case: "dimValue", value: 2n } }] } } } };
const model = toBinary(
  ModelProtoSchema,
  create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 17n }],
    graph: {
      name: "negative",
      node: [{ opType: "Neg", input: ["x"], output: ["y"] }],
      input: [{ name: "x", type: two }],
      output: [{ name: "y", type: two }],
    },
  }),
);

/** The answers to three batches through one array, and what a pre-allocated output holds, in the result and in the caller's own array. */
async function arrays({ InferenceSession, Tensor }) {
  const session = await InferenceSession.create(model);
  const reused = new Float32Array(2);
  const batches = [1, 2, 3].map((batch) => session.run({ x: new Tensor("float32", reused.fill(batch), [2]) }));
  const answers = (await Promise.all(batches)).map((result) => result.y.data[0]);
  const own = Float32Array.of(0.5, 0.25);
  const { y } = await session.run({ x: new Tensor("float32", [1, 2], [2]) }, { y: new Tensor("float32", own, [2]) });
  return { answers, result: [...y.data], own: [...own] };
}

const seen = { "onnxruntime-node": await arrays(native), "onnxruntime-web": await arrays(web) };
for (const [who, { answers, result, own }] of Object.entries(seen)) {
  console.log(`${who}: minus 1, minus 2, minus 3 through one array: ${answers.join(", ")}`);
  console.log(`  minus 1 and minus 2 into an output that holds 0.5 and 0.25: the result has ${result.join(" and ")}, the caller's array ${own.join(" and ")}`);
}
const asSeen =
  JSON.stringify(Object.values(seen)) ===
  '[{"answers":[-3,-3,-3],"result":[-1,-2],"own":[-1,-2]},{"answers":[-1,-2,-3],"result":[0.5,0.25],"own":[0.5,0.25]}]';
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
