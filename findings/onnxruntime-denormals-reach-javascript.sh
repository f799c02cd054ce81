#!/usr/bin/env bash
# One would expect: the session option "session.set_denormal_as_zero" concerns the arithmetic of that ONNX Runtime session.
#
# What happens: it sets the processor's flags for the thread that creates the session, which is Node's main thread. From then on
# JavaScript's own arithmetic on that thread treats subnormal numbers as 0: Number.MIN_VALUE * 1 is 0 and two numbers that differ by
# a subnormal subtract to 0. This lasts after the session is released, and a worker thread started afterwards inherits it. If a
# plain session was created first, the option does nothing at all, neither to the session nor to JavaScript.
#
# onnxruntime-node 1.30.0, Node.js 20.20.2, linux x64; seen 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { Worker } from "node:worker_threads";
import { create, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { InferenceSession } from "onnxruntime-node";

const float = { value: { case: "tensorType", value: { elemType: 1, shape: { dim: [{ value: { case: "dimValue", value: 1n } }] } } } };
const model = toBinary(
  ModelProtoSchema,
  create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 17n }],
    graph: {
      name: "identity",
      node: [{ opType: "Identity", input: ["x"], output: ["y"] }],
      input: [{ name: "x", type: float }],
      output: [{ name: "y", type: float }],
    },
  }),
);
const flush = { extra: { session: { set_denormal_as_zero: "1" } } };
// Compared as text at once: once subnormals count as 0, even printing an older one gives "0".
const product = () => String(Number("5e-324") * Number("1"));
const inWorker = () =>
  new Promise((resolve) => {
    new Worker('require("node:worker_threads").parentPort.postMessage(String(Number("5e-324") * Number("1")))', { eval: true }).once("message", resolve);
  });

const plainFirst = process.argv[2] === "plain-first";
if (plainFirst) await InferenceSession.create(model);
const before = product();
const session = await InferenceSession.create(model, flush);
const during = product();
await session.release();
const after = product();
console.log(JSON.stringify({ before, during, after, worker: await inWorker() }));
JS
first=$(node see.mjs)
second=$(node see.mjs plain-first)
echo "Number.MIN_VALUE * 1, the session with denormals as zero being the first: $first"
echo "the same after a plain session:                                          $second"
test "$first" = '{"before":"5e-324","during":"0","after":"0","worker":"0"}'
test "$second" = '{"before":"5e-324","during":"5e-324","after":"5e-324","worker":"5e-324"}'
echo "seen as described"
