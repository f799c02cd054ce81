#!/usr/bin/env bash
# One would expect: onnxruntime-node computes. Its privacy notes spoke of Windows alone for years, and a session on Linux left nothing behind: no file,
# no thread but those of its pool. What is measured on a laptop is then what is measured in CI.
#
# What happens: since 1.29 the first session on Linux also starts an uploader of usage, on threads that no option of the session counts. It keeps a lasting
# id of the machine and a database below the user's cache folder, which names the graph of each model that was loaded, and leaves an empty log
# named after the process in the temporary folder, which nothing removes: a harness that starts a process for each measurement finds thousands. Where
# the variable CI is set, as in most CI, all of that is missing, so that the same program runs with fewer threads there. ORT_DISABLE_TELEMETRY=1 turns
# it off everywhere, if it is set before the first session.
#
# onnxruntime-node 1.30.0, Node.js 20.20.2, linux x64; seen 2026-11-30. What the script's processes would send goes to a proxy that is not there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { readdirSync } from "node:fs";
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
      name: "our-unreleased-model",
      node: [{ opType: "Identity", input: ["x"], output: ["y"] }],
      input: [{ name: "x", type: float }],
      output: [{ name: "y", type: float }],
    },
  }),
);
const threads = () => readdirSync("/proc/self/task").length;
const before = threads();
const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const more = threads() - before;
await session.release();
console.log(more);
JS
# Runs the session in a home of its own. Prints its new threads, the files that it left, and whether a file names the graph.
see() {
  mkdir -p "$1/home" "$1/tmp"
  threads=$(env -u CI -u ORT_DISABLE_TELEMETRY -u XDG_CACHE_HOME HOME="$folder/$1/home" TMPDIR="$folder/$1/tmp" http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 "${@:2}" node see.mjs)
  files=$(find "$1" -type f -printf '%f\n' | sed -E 's/[0-9]+/N/' | LC_ALL=C sort | tr '\n' ' ')
  named=$(grep -rlq our-unreleased-model "$1" && echo yes || echo no)
  echo "threads beside Node's own: $threads; files: ${files:-none }; the graph is named in one: $named"
}
usual=$(see usual env)
ci=$(see ci env CI=true)
off=$(see off env ORT_DISABLE_TELEMETRY=1)
echo "by default:                 $usual"
echo "with CI=true:               $ci"
echo "with ORT_DISABLE_TELEMETRY: $off"
grep -q "deviceid .*mat-debug-N.log .*onnxruntime.db .*named in one: yes" <<< "$usual"
grep -q "files: none ; the graph is named in one: no" <<< "$ci"
test "$ci" = "$off"
test "$usual" != "$ci"
echo "seen as described"
