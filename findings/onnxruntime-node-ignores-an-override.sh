#!/usr/bin/env bash
# One would expect: an input with a default, which ONNX describes as an initializer that is also an input of the graph, takes the value that is fed: a
# temperature, say, of 1 unless the caller gives another. A name that the model does not have is refused, as by ONNX Runtime for Python.
#
# What happens: onnxruntime-node computes with the default whatever one feeds, and takes a misspelled name as well; only a required input that is missing is
# an error. The binding asks `feeds` for each of the session's inputs, among which ONNX Runtime does not count those with a default, and never looks at what
# else is there. On load it still warns that the initializer is no constant, for it may be overridden. onnxruntime-web refuses both names as invalid, so
# that it has no way to override, either; Python takes the override (`get_overridable_initializers` lists it) and refuses the other name. So the same file
# answers differently in a notebook, a browser and a server, and in the server silently. Export such a value as a required input.
#
# onnxruntime-node and onnxruntime-web 1.30.0, Node.js 20.20.2; onnxruntime 1.30.0, Python 3.11, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ORT_DISABLE_TELEMETRY=1
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: onnxruntime==1.30.0
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.py <<'PY'
import json

import numpy
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
seen = []
for extra in {}, {"temperature": 2}, {"temprature": 2}:
    feeds = {name: numpy.array([value], "float32") for name, value in {"logit": 8, **extra}.items()}
    try:
        seen.append(float(session.run(None, feeds)[0][0]))
    except Exception:
        seen.append("refused")
print(json.dumps(seen))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { create, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web";

const one = { value: { case: "tensorType", value: { elemType: 1, shape: { dim: [{ value: { case: "dimValue", value: 1n } }] } } } };
const model = toBinary(
  ModelProtoSchema,
  create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 17n }],
    graph: {
      name: "scaled",
      node: [{ opType: "Div", input: ["logit", "temperature"], output: ["scaled"] }],
      input: ["logit", "temperature"].map((name) => ({ name, type: one })),
      initializer: [{ name: "temperature", dims: [1n], dataType: 1, floatData: [1] }],
      output: [{ name: "scaled", type: one }],
    },
  }),
);
writeFileSync("model.onnx", model);

async function answers({ InferenceSession, Tensor }) {
  const session = await InferenceSession.create(model);
  const seen = [];
  for (const extra of [{}, { temperature: 2 }, { temprature: 2 }]) {
    const feeds = Object.entries({ logit: 8, ...extra }).map(([name, value]) => [name, new Tensor("float32", [value], [1])]);
    const results = await session.run(Object.fromEntries(feeds)).catch(() => null);
    seen.push(results === null ? "refused" : results.scaled.data[0]);
  }
  return seen;
}

const seen = {
  Python: JSON.parse(execFileSync("peers/bin/python", ["see.py"], { encoding: "utf8" })),
  "onnxruntime-web": await answers(web),
  "onnxruntime-node": await answers(native),
};
for (const [who, [plain, overridden, misspelled]] of Object.entries(seen)) {
  console.log(`8 by a temperature of 1 unless fed, ${who}: ${plain} without one; ${overridden} for temperature 2; ${misspelled} for temprature 2`);
}
const asSeen = JSON.stringify(Object.values(seen)) === '[[8,4,"refused"],[8,"refused","refused"],[8,8,8]]';
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
