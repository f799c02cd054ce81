#!/usr/bin/env bash
# One would expect: ScatterND with reduction "add" adds all updates, also several to one place, as ONNX' specification says of it, on any
# number of threads.
#
# What happens: on more than one thread, ONNX Runtime's CPU provider adds without a lock or a share for each thread. Updates that fall on the same
# place at the same time are lost: of a million ones that are added to one row, a part is missing, and another part in each run. Nothing
# is raised. On one thread (intraOpNumThreads 1) the sum is right, and so is that of ScatterElements.
#
# Reported in 2023 (microsoft/onnxruntime issue 18048, closed); onnxruntime-node 1.30.0, linux x64; seen 2026-11-29.
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

const UPDATES = 1_000_000;
const PLACES = 4;
const RUNS = 10;
const [FLOAT, INT64] = [1, 7];
const value = (name, elemType, ...dims) => ({
  name,
  type: {
    value: {
      case: "tensorType",
      value: { elemType, shape: { dim: dims.map((size) => ({ value: { case: "dimValue", value: BigInt(size) } })) } },
    },
  },
});
const attribute = (name, text) => ({ name, type: 3, s: new TextEncoder().encode(text) });
const model = (opType, dims) =>
  toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: 18n }],
      graph: {
        name: "sum",
        node: [{ opType, input: ["before", "places", "updates"], output: ["after"], attribute: [attribute("reduction", "add")] }],
        input: [value("before", FLOAT, PLACES), value("places", INT64, ...dims), value("updates", FLOAT, UPDATES)],
        output: [value("after", FLOAT, PLACES)],
      },
    }),
  );
/** How many of the ones were added, in the run that lost the most. */
async function fewest(opType, dims, intraOpNumThreads) {
  const session = await InferenceSession.create(model(opType, dims), { intraOpNumThreads });
  const feeds = {
    before: new Tensor("float32", new Float32Array(PLACES), [PLACES]),
    places: new Tensor("int64", BigInt64Array.from({ length: UPDATES }, (_, update) => BigInt(update % PLACES)), dims),
    updates: new Tensor("float32", new Float32Array(UPDATES).fill(1), [UPDATES]),
  };
  let least = UPDATES;
  for (let run = 0; run < RUNS; run += 1) {
    const { after } = await session.run(feeds);
    least = Math.min(least, after.data.reduce((sum, part) => sum + part, 0));
  }
  return least;
}
const alone = await fewest("ScatterND", [UPDATES, 1], 1);
const together = await fewest("ScatterND", [UPDATES, 1], 4);
const elements = await fewest("ScatterElements", [UPDATES], 4);
console.log(`of ${UPDATES} ones, added by ScatterND on one thread: ${alone}`);
console.log(`on four threads, in the worst of ${RUNS} runs: ${together}`);
console.log(`by ScatterElements on four: ${elements}`);
process.exit(alone === UPDATES && together < UPDATES && elements === UPDATES ? 0 : 1);
JS
node see.mjs
